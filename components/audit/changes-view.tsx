"use client";

import { ArrowRight } from "lucide-react";
import { Time } from "@/components/ui/time";
import { type FieldChange, fieldChanges } from "@/lib/audit/changes";
import type { AuditRow } from "@/lib/audit/schema";
import { valueText } from "./value-text";
import { fieldText } from "./words";

/** Fields shown in a row of the table. */
const FEW = 2;

/** The first of what changed, in one line. */
export function ChangesLine({ row }: { row: AuditRow }) {
	const said = fieldChanges(row.before, row.after).filter(({ after }) => after !== null);
	// What went from one value to another says more than what was set for the first time.
	const overwrote = (change: FieldChange) => change.before != null && change.after !== undefined;
	const changes = [...said.filter(overwrote), ...said.filter((change) => !overwrote(change))];
	if (changes.length === 0) return <span className="text-faint">None</span>;
	return (
		<span className="block truncate text-sm">
			{changes.slice(0, FEW).map((change, index) => (
				<span key={change.field}>
					{index > 0 ? <span className="text-faint"> · </span> : null}
					{change.field === "" ? null : <span className="text-muted">{fieldText(change.field)} </span>}
					{change.before === undefined || change.before === null ? null : (
						<>
							<Said value={change.before} />
							<span className="text-faint"> → </span>
							<span className="sr-only"> to </span>
						</>
					)}
					{change.after === undefined ? "nothing" : <Said value={change.after} />}
				</span>
			))}
			{changes.length > FEW ? <span className="text-faint"> · {changes.length - FEW} more</span> : null}
		</span>
	);
}

/** All that changed, field by field, with before and after. */
export function ChangesView({ row }: { row: AuditRow }) {
	const changes = fieldChanges(row.before, row.after);
	if (changes.length === 0) return <p className="text-faint">It says nothing beside that it happened.</p>;
	return (
		<dl className="flex flex-col gap-2">
			{changes.map((change) => (
				<div key={change.field} className="min-w-0">
					<dt className="text-muted text-sm">{change.field === "" ? "Value" : fieldText(change.field)}</dt>
					<dd className="flex min-w-0 flex-wrap items-start gap-1.5">
						<Sides change={change} />
					</dd>
				</div>
			))}
		</dl>
	);
}

function Sides({ change: { before, after } }: { change: FieldChange }) {
	const wasThere = before !== undefined && before !== null;
	return (
		<>
			{wasThere ? <Value side="before" value={before} /> : null}
			{wasThere && after !== undefined ? (
				<ArrowRight aria-hidden className="mt-1 size-3.5 shrink-0 text-faint" />
			) : null}
			{after === undefined ? null : <Value side="after" value={after} />}
		</>
	);
}

function Value({ side, value }: { side: "before" | "after"; value: unknown }) {
	const ground = side === "before" ? "bg-red-soft" : "bg-teal-soft";
	return (
		<span className={`min-w-0 max-w-full rounded-sm px-1 ${ground}`}>
			<span className="sr-only">{side === "before" ? "Before: " : "After: "}</span>
			{value === null ? (
				<span className="text-muted">nothing</span>
			) : (
				<Said value={value} className="whitespace-pre-wrap break-words" />
			)}
		</span>
	);
}

/** What `Date.toISOString()` writes. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

function Said({ value, className }: { value: unknown; className?: string }) {
	if (typeof value === "string" && INSTANT.test(value)) return <Time value={value} />;
	return <bdi className={className}>{valueText(value)}</bdi>;
}
