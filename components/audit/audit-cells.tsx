"use client";

import Link from "next/link";
import { PersonName } from "@/components/findings/person-name";
import { Time } from "@/components/ui/time";
import type { AuditActor, AuditRow } from "@/lib/audit/schema";
import { visibleText } from "@/lib/visible-text";
import { kindText, targetHref, verbText } from "./words";

/** Who did it. The product itself proves itself; a name somebody chose does not. */
export function Actor({ actor }: { actor: AuditActor }) {
	return <PersonName person={{ id: actor.id, name: actor.name, verified: actor.verified }} />;
}

/** What was changed, with the way to it. */
export function Target({ row, whole = false }: { row: AuditRow; whole?: boolean }) {
	const href = targetHref(row.targetKind, row.targetId);
	const id = whole || row.targetId.length <= 14 ? row.targetId : `${row.targetId.slice(-12)}`;
	const text = (
		<>
			{kindText(row.targetKind)}{" "}
			<code className={whole ? "break-all text-sm" : "text-faint text-sm"} title={visibleText(row.targetId)}>
				<bdi>{visibleText(id)}</bdi>
			</code>
		</>
	);
	if (href === null) return <span className={whole ? "" : "block truncate"}>{text}</span>;
	return (
		<Link
			href={href}
			prefetch={false}
			onClick={(event) => event.stopPropagation()}
			className={whole ? "text-accent-text hover:underline" : "block truncate hover:underline"}
		>
			{text}
		</Link>
	);
}

/** A row in two lines, for a phone. */
export function RowSummary({ row }: { row: AuditRow }) {
	return (
		<span className="flex min-w-0 flex-col gap-0.5 whitespace-nowrap">
			<span className="flex items-baseline justify-between gap-3">
				<span className="truncate font-medium">{verbText(row.verb)}</span>
				<Time value={row.at} form="brief" className="shrink-0 text-muted text-sm" />
			</span>
			<span className="flex min-w-0 items-center gap-3 text-muted text-sm">
				<span className="shrink-0 text-faint">{row.seq.toLocaleString("en")}</span>
				<Actor actor={row.actor} />
			</span>
		</span>
	);
}
