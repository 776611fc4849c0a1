import { timeParts } from "@/components/client/time-format";
import { STABILITY } from "@/components/handovers/handovers/looks";
import { ANSWER } from "@/components/handovers/handovers/read-back-looks";
import { cx } from "@/components/ui/cx";
import { TONE_SOFT, TONE_TEXT } from "@/components/ui/tone";
import { plural } from "@/lib/core/plural";
import type { HandedItem } from "@/lib/handovers/handovers/items";
import type { ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";
import { isCarriedTooLong } from "@/lib/handovers/handovers/review-rules";
import { factText } from "@/lib/handovers/review/fact-text";

interface ItemSlideProps {
	readonly item: HandedItem;
	readonly times: number;
	/** What the reader has answered so far. */
	readonly answer: ReadBackAnswer | undefined;
	readonly zone: string;
}

/** One item, large enough for the back of the room. */
export function ItemSlide({ item, times, answer, zone }: ItemSlideProps) {
	const stability = STABILITY[item.stability];
	const given = answer === undefined ? null : ANSWER[answer];
	const written = [
		...item.facts.map(({ name, text, at }) => ({
			name,
			text: [factText(text, (iso) => inBoth(iso, zone)), at === null ? "" : inBoth(at, zone)]
				.filter((part) => part !== "")
				.join(" · "),
		})),
		{ name: "If … then", text: item.contingency },
		{ name: "Note", text: item.note },
		{ name: "Explained", text: item.explanation },
		{
			name: "Carried over",
			text: item.frozen.saidIn === null ? "" : `As said in handover ${item.frozen.saidIn}`,
		},
		{ name: "Answered before", text: answeredBefore(item) },
	].filter(({ text }) => text !== "");
	return (
		<div className="flex h-full min-h-0 flex-col gap-[2.5vh]">
			<div className="flex flex-wrap items-center gap-x-[2vw] gap-y-[1vh] text-[clamp(1.1rem,1.7vw,2.4rem)] leading-snug">
				<span
					className={cx(
						"inline-flex items-center gap-[0.5em] rounded-md px-[0.6em] font-semibold",
						TONE_SOFT[stability.tone],
					)}
				>
					<stability.icon aria-hidden className="size-[0.9em]" />
					{stability.label}
				</span>
				{times === 0 ? null : (
					<span className={isCarriedTooLong(times) ? "font-semibold text-rose" : "text-muted"}>
						Carried over {plural(times, "shift")}
					</span>
				)}
				{given === null ? null : (
					<span className={cx("inline-flex items-center gap-[0.4em]", TONE_TEXT[given.tone])}>
						<given.icon aria-hidden className="size-[0.9em]" />
						{given.label}
					</span>
				)}
			</div>
			<h2 className="line-clamp-3 shrink-0 text-balance break-words font-semibold text-[clamp(2rem,4vw,5.6rem)] leading-tight">
				<bdi>{item.title}</bdi>
			</h2>
			<dl className="grid min-h-0 grid-cols-[minmax(9rem,15vw)_minmax(0,1fr)] content-start gap-x-[2vw] gap-y-[1.6vh] overflow-hidden text-[clamp(1.2rem,2vw,2.8rem)] leading-snug max-sm:grid-cols-1 max-sm:gap-y-0">
				{written.map(({ name, text }) => (
					<div key={name} className="contents">
						<dt className="text-muted max-sm:mt-2">{name}</dt>
						<dd className="line-clamp-3 min-w-0 whitespace-pre-wrap break-words">{text}</dd>
					</div>
				))}
			</dl>
		</div>
	);
}

function answeredBefore({ frozen }: HandedItem): string {
	const { answer } = frozen.earlier;
	if (answer === null) return "";
	const said = `${ANSWER[answer.answer].label} by ${answer.by.name} in handover ${answer.handover}`;
	return answer.reason === "" ? said : `${said}: ${answer.reason}`;
}

/** A time in the shift's zone and in UTC. */
function inBoth(iso: string, zone: string): string {
	const instant = new Date(iso);
	return [...new Set([zone, "UTC"])]
		.map((name) => {
			const { date, time } = timeParts(instant, name);
			return `${date.slice(5)} ${time.slice(0, 5)} ${name}`;
		})
		.join(" = ");
}
