import { timeParts } from "@/components/client/time-format";
import { STABILITY } from "@/components/handovers/handovers/looks";
import { cx } from "@/components/ui/cx";
import { TONE_TEXT } from "@/components/ui/tone";
import type { HandedItem } from "@/lib/handovers/handovers/items";
import { CARRIED_TOO_LONG } from "@/lib/handovers/handovers/review-rules";
import type { HandedOver } from "@/lib/handovers/review/schema";

/** Items named on the overview; the rest is counted. */
const LISTED = 7;

interface OverviewSlideProps {
	readonly handover: HandedOver;
	readonly times: ReadonlyMap<string, number>;
}

/** The handover at a glance: whose shift, how much of what, and the worst by name. */
export function OverviewSlide({ handover, times }: OverviewSlideProps) {
	const { items, omitted, timeZone } = handover;
	const count = (stability: HandedItem["stability"]) =>
		items.filter((item) => item.stability === stability).length;
	const tooLong = [...times.values()].filter((carried) => carried >= CARRIED_TOO_LONG).length;
	return (
		<div className="flex h-full min-h-0 flex-col gap-[3vh]">
			<p className="text-[clamp(1.1rem,1.7vw,2.4rem)] text-muted leading-snug">
				{at(handover.windowFrom, timeZone)} – {at(handover.windowTo, timeZone)} {timeZone} · signed by{" "}
				<bdi>{handover.outgoing}</bdi>
				{handover.receivers.length === 0 ? null : (
					<>
						{" "}
						to <bdi>{handover.receivers.join(", ")}</bdi>
					</>
				)}
			</p>
			<dl className="flex flex-wrap gap-x-[4vw] gap-y-[1vh]">
				{(["unstable", "watcher", "stable"] as const).map((stability) => (
					<Count
						key={stability}
						name={STABILITY[stability].label}
						count={count(stability)}
						tone={TONE_TEXT[STABILITY[stability].tone]}
					/>
				))}
				<Count name="Items in all" count={items.length} tone="text-fg" />
				{omitted.length === 0 ? null : <Count name="Left out" count={omitted.length} tone="text-muted" />}
				{tooLong === 0 ? null : (
					<Count name={`Carried over ${CARRIED_TOO_LONG} shifts or more`} count={tooLong} tone="text-rose" />
				)}
			</dl>
			<ul className="text-[clamp(1.1rem,1.7vw,2.4rem)] text-muted leading-snug">
				{handover.waiting.map(({ name, count, since, waited, event }) =>
					count === 0 ? null : (
						<li key={name}>
							{count.toLocaleString("en")} {name === "Backlog" ? "not decided" : "clicked through"}
							{since === null ? "" : `, waiting since ${at(since, timeZone)} (${waited} at signing)`}
							{event === null ? "" : `, oldest event ${at(event, timeZone)}`}
						</li>
					),
				)}
			</ul>
			{handover.summary === "" ? null : (
				<p className="line-clamp-3 whitespace-pre-wrap text-[clamp(1.3rem,2.1vw,3rem)] leading-snug">
					{handover.summary}
				</p>
			)}
			<ol className="flex min-h-0 flex-col gap-[0.8vh] overflow-hidden text-[clamp(1.2rem,1.9vw,2.6rem)] leading-snug">
				{items.slice(0, LISTED).map((item, index) => (
					<li key={item.key} className="flex gap-[1vw]">
						<span className="w-[2.2em] shrink-0 text-right text-faint">{index + 1}</span>
						<span className={cx("w-[5.5em] shrink-0", TONE_TEXT[STABILITY[item.stability].tone])}>
							{STABILITY[item.stability].label}
						</span>
						<bdi className="truncate">{item.title}</bdi>
					</li>
				))}
				{items.length > LISTED ? (
					<li className="pl-[calc(2.2em+1vw)] text-muted">and {items.length - LISTED} more</li>
				) : null}
			</ol>
		</div>
	);
}

function Count({ name, count, tone }: { name: string; count: number; tone: string }) {
	return (
		<div>
			<dd className={cx("font-semibold text-[clamp(2.2rem,4.6vw,6.5rem)] leading-none", tone)}>
				{count.toLocaleString("en")}
			</dd>
			<dt className="mt-[0.6vh] text-[clamp(0.9rem,1.3vw,1.9rem)] text-muted leading-tight">{name}</dt>
		</div>
	);
}

function at(iso: string, zone: string): string {
	const { date, time } = timeParts(new Date(iso), zone);
	return `${date.slice(5)} ${time.slice(0, 5)}`;
}
