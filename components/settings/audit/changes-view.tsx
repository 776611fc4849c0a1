"use client";

import { ArrowRight } from "lucide-react";
import { Time } from "@/components/ui/time";
import { type FieldChange, fieldChanges } from "@/lib/platform/audit/changes";
import type { AuditRow } from "@/lib/platform/audit/schema";
import { fieldWords, isSilentField } from "@/lib/platform/audit/sentences";
import { plainValue } from "./plain-value";

/** What changed, field by field, with before and after; ids and the like are in the technical detail. */
export function ChangesView({ row }: { row: AuditRow }) {
	const changes = fieldChanges(row.before, row.after).filter(({ field }) => !isSilentField(field));
	if (changes.length === 0) return <p className="text-faint">No other fields.</p>;
	return (
		<dl className="flex flex-col gap-2">
			{changes.map((change) => (
				<div key={change.field} className="min-w-0">
					<dt className="text-muted text-sm first-letter:uppercase">
						{change.field === "" ? "Value" : change.field.split(".").map(fieldWords).join(", ")}
					</dt>
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
	return <bdi className={className}>{plainValue(value)}</bdi>;
}
