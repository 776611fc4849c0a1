"use client";

import { PersonName } from "@/components/parts/text/person-name";
import { Time } from "@/components/ui/time";
import type { AuditActor, AuditRow } from "@/lib/platform/audit/schema";
import { AuditSentence } from "./audit-sentence";
import { NameLink } from "./name-link";
import { valueText } from "./value-text";

/** Who did it. The product itself proves itself; a name somebody chose does not. */
export function Actor({ actor }: { actor: AuditActor }) {
	return <PersonName person={{ id: actor.id, name: actor.name, verified: actor.verified }} />;
}

/** What was changed: its name, and what tells it from others. */
export function Target({ row, whole = false }: { row: AuditRow; whole?: boolean }) {
	const { detail } = row.target;
	return (
		<span className={whole ? "" : "block truncate"} title={detail === null ? undefined : valueText(detail)}>
			<NameLink name={row.target} />
			{detail === null ? null : (
				<span className="text-muted">
					{" "}
					<bdi>{valueText(detail)}</bdi>
				</span>
			)}
		</span>
	);
}

/** A row in a few lines, for a phone: its whole sentence. */
export function RowSummary({ row }: { row: AuditRow }) {
	return (
		<span className="flex min-w-0 flex-col gap-0.5 py-1">
			<span className="line-clamp-3 whitespace-normal break-words">
				<span className="font-medium">
					<Actor actor={row.actor} />
				</span>{" "}
				<AuditSentence row={row} />
			</span>
			<span className="flex items-baseline gap-3 text-muted text-sm">
				<Time value={row.at} form="brief" className="shrink-0" />
				<span className="shrink-0 text-faint">{row.seq.toLocaleString("en")}</span>
			</span>
		</span>
	);
}
