import type { ReactNode } from "react";
import { SeverityMark, StatusMark } from "@/components/cases/cases/case-marks";
import { ANSWER } from "@/components/handovers/handovers/read-back-looks";
import { Mark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/core/plural";
import type { SnapshotItem } from "@/lib/handovers/handovers/snapshot";
import { STABILITY } from "./looks";

/** What is said of an item, as it is read: nothing here changes anything. */
export function ItemBody({ item }: { item: SnapshotItem }) {
	const { nextAction, waiting } = item;
	return (
		<dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1">
			{item.case === null ? null : (
				<Line name="Case">
					<span className="flex flex-wrap gap-x-4">
						<SeverityMark severity={item.case.severity} />
						<StatusMark status={item.case.status} />
						<span>{plural(item.case.findings, "finding")}</span>
						<span>
							{item.case.owner === null ? (
								"unassigned"
							) : (
								<>
									owner <bdi>{item.case.owner.name}</bdi>
								</>
							)}
						</span>
					</span>
				</Line>
			)}
			{item.facts.map(({ name, value }) => (
				<Line key={`${name}: ${value}`} name={name}>
					<FactText value={value} />
				</Line>
			))}
			{item.case === null ? null : (
				<>
					<Line name="What we know">{item.known || <None />}</Line>
					<Line name="Hypothesis">{item.hypothesis || <None />}</Line>
					<Line name="Next action">
						{nextAction === null || nextAction.text === "" ? <None /> : nextAction.text}
						{nextAction === null ? null : (
							<span className="block text-muted">
								{nextAction.owner === null ? "no owner" : <bdi>{nextAction.owner.name}</bdi>},{" "}
								{nextAction.at === null ? "no time" : <Time value={nextAction.at} form="minutes" />}
							</span>
						)}
					</Line>
					{waiting === null ? null : (
						<Line name="Waiting on">
							{waiting.for}
							{waiting.since === null ? null : (
								<span className="text-muted">
									{" "}
									since <Time value={waiting.since} form="minutes" />
								</span>
							)}
						</Line>
					)}
				</>
			)}
		</dl>
	);
}

/** What the outgoing lead said of an item, and what earlier handovers still say of it. */
export function ItemSaid({ item }: { item: SnapshotItem }) {
	const said = [
		["If …, then …", item.contingency],
		["Note", item.note],
		["Handed over as it is because", item.explanation],
	] as const;
	const { answer, messages, explanation } = item.earlier;
	const earlier = item.saidIn !== null || answer !== null || messages.length > 0 || explanation !== null;
	if (!earlier && said.every(([, text]) => text === "")) return null;
	return (
		<dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1">
			{said.map(([name, text]) =>
				text === "" ? null : (
					<Line key={name} name={name}>
						{text}
					</Line>
				),
			)}
			{item.saidIn === null ? null : (
				<Line name="Carried over">
					{STABILITY[item.stability].label}
					{item.contingency + item.note === "" ? "" : " and the text above"}, as said in handover{" "}
					{item.saidIn}
				</Line>
			)}
			{answer === null ? null : (
				<Line name="Answered before">
					<Mark icon={ANSWER[answer.answer].icon} tone={ANSWER[answer.answer].tone}>
						{ANSWER[answer.answer].label} by <bdi>{answer.by.name}</bdi>
					</Mark>{" "}
					in handover {answer.handover}
					{answer.reason === "" ? null : `: ${answer.reason}`}
				</Line>
			)}
			{messages.map(({ handover, by, body, at }) => (
				<Line key={`${at} ${body}`} name={`Handover ${handover}`}>
					<bdi>{by.name}</bdi>: {body}
				</Line>
			))}
			{explanation === null ? null : (
				<Line name="Explained before">
					{explanation.text} <span className="text-muted">(handover {explanation.handover})</span>
				</Line>
			)}
		</dl>
	);
}

function Line({ name, children }: { name: string; children: ReactNode }) {
	return (
		<>
			<dt className="text-muted">{name}</dt>
			<dd className="min-w-0 whitespace-pre-line break-words">{children}</dd>
		</>
	);
}

function None() {
	return <span className="text-faint">none</span>;
}

/** Instants within a fact are shown as times are everywhere. */
function FactText({ value }: { value: string }) {
	const parts = value.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/);
	return parts.map((part, index) =>
		index % 2 === 1 ? <Time key={part} value={part} form="minutes" /> : part,
	);
}
