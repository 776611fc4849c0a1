import Link from "next/link";
import type { ReactNode } from "react";
import { durationText } from "@/components/ui/duration";
import { Time } from "@/components/ui/time";
import type { SnapshotDocument } from "@/lib/handovers/handovers/snapshot";
import { type Waiting, waitingOf } from "@/lib/handovers/handovers/waiting";

/** The numbers of the window, each of which opens what is behind it. Their times are as of when it was read. */
export function Numbers({ document }: { document: SnapshotDocument }) {
	const { numbers, links, header } = document;
	const { decided, backlog, timeToDecision, untriaged } = numbers;
	const [all, clicked] = waitingOf(document);
	const signed = header.signedAt !== null;
	return (
		<dl className="handover-numbers grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-3 lg:grid-cols-6 print:grid-cols-6">
			<Figure name="Came in" value={numbers.intake} href={links.intake} />
			<Figure name="Decided" value={decided.total} href={links.decided}>
				{decided.total === 0
					? null
					: `${number(decided.byVerdict.benign)} benign, ${number(decided.byVerdict.triaged)} triaged, ${number(decided.byVerdict.escalated)} escalated`}
			</Figure>
			<Figure name="Came back" value={numbers.reopened} href={links.reopened}>
				{numbers.reopened === 0 ? null : "changed or undone"}
			</Figure>
			<Figure name="Backlog" value={backlog.atEnd} href={links.untriaged}>
				{backlog.change === 0
					? "unchanged"
					: `${backlog.change > 0 ? "+" : "−"}${number(Math.abs(backlog.change))} in the window`}
				<WaitingTimes waiting={all} signed={signed} />
			</Figure>
			<Figure name="Clicked through" value={untriaged.clickedThrough} href={links.clickedThrough}>
				{clicked.count === 0 ? "none waiting" : <WaitingTimes waiting={clicked} signed={signed} />}
			</Figure>
			<Figure
				name="Time to decision"
				value={timeToDecision === null ? "–" : durationText(timeToDecision.medianSeconds * 1_000)}
				href={null}
			>
				{timeToDecision === null
					? "nothing decided"
					: `median; 90th percentile ${durationText(timeToDecision.p90Seconds * 1_000)}`}
			</Figure>
		</dl>
	);
}

/** Since when the oldest has waited in the queue, and when the oldest happened: two times that are seldom the same. */
function WaitingTimes({
	waiting: { count, since, waited, event, unrecorded },
	signed,
}: {
	waiting: Waiting;
	signed: boolean;
}) {
	if (count === 0) return null;
	return (
		<>
			{since === null ? null : (
				<span className="block">
					waiting since <Time value={since} form="brief" /> ({waited}
					{signed ? " at signing" : ""})
				</span>
			)}
			<span className="block">
				{event !== null ? (
					<>
						oldest event <Time value={event} form="brief" />
					</>
				) : unrecorded ? (
					`${since === null ? "times" : "event time"} not recorded when this was signed`
				) : (
					"oldest event not known"
				)}
			</span>
		</>
	);
}

function Figure({
	name,
	value,
	href,
	children,
}: {
	name: string;
	value: number | string;
	href: string | null;
	children?: ReactNode;
}) {
	const text = typeof value === "number" ? number(value) : value;
	return (
		<div className="bg-canvas px-3 py-2">
			<dt className="text-muted text-sm">{name}</dt>
			<dd>
				{href === null ? (
					<span className="font-semibold text-xl">{text}</span>
				) : (
					<Link
						href={href}
						prefetch={false}
						aria-label={`${name}: ${text}. Open them`}
						className="font-semibold text-xl hover:underline"
					>
						{text}
					</Link>
				)}
				<div className="min-h-4 text-muted text-sm">{children}</div>
			</dd>
		</div>
	);
}

const number = (value: number) => value.toLocaleString("en");

/** Who decided how many of what. */
export function DecidedBy({ document: { numbers } }: { document: SnapshotDocument }) {
	const { byPerson } = numbers.decided;
	if (byPerson.length === 0) return null;
	return (
		<p className="text-muted">
			Decided by{" "}
			{byPerson.map(({ person, total, benign, triaged, escalated }, index) => (
				<span key={person.id ?? person.name}>
					{index === 0 ? null : "; "}
					<bdi className="text-fg">{person.name || "Unknown person"}</bdi> {number(total)} ({number(benign)}{" "}
					benign, {number(triaged)} triaged, {number(escalated)} escalated)
				</span>
			))}
			.
		</p>
	);
}
