import Link from "next/link";
import type { ReactNode } from "react";
import { Ago } from "@/components/ui/ago";
import { durationText } from "@/components/ui/duration";
import type { SnapshotDocument } from "@/lib/handovers/snapshot";

/** The numbers of the window, each of which opens what is behind it. */
export function Numbers({ document: { numbers, links } }: { document: SnapshotDocument }) {
	const { decided, backlog, timeToDecision, untriaged } = numbers;
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
			</Figure>
			<Figure name="Clicked through" value={untriaged.clickedThrough} href={links.clickedThrough}>
				{untriaged.oldestAt === null ? (
					"nothing waits"
				) : (
					<>
						oldest <Ago value={untriaged.oldestAt} />
					</>
				)}
			</Figure>
			<Figure
				name="Time to decision"
				value={timeToDecision === null ? "–" : durationText(timeToDecision.medianSeconds * 1_000)}
				href={null}
			>
				{timeToDecision === null
					? "nothing decided"
					: `median; nine in ten below ${durationText(timeToDecision.p90Seconds * 1_000)}`}
			</Figure>
		</dl>
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
				<p className="min-h-4 text-muted text-sm">{children}</p>
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
					<bdi className="text-fg">{person.name || "Nobody known"}</bdi> {number(total)} ({number(benign)}{" "}
					benign, {number(triaged)} triaged, {number(escalated)} escalated)
				</span>
			))}
			.
		</p>
	);
}
