"use client";

import { Fragment } from "react";
import type { AuditName, AuditRow } from "@/lib/platform/audit/schema";
import { type Part, sentenceOf } from "@/lib/platform/audit/sentences";
import { NameLink } from "./name-link";
import { valueText } from "./value-text";

/** What the row's actor did, with links to what it names. */
export function AuditSentence({ row }: { row: AuditRow }) {
	return (
		<>
			{sentenceOf(row.verb, row).map((part, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a sentence's parts have no names and never change
				<Fragment key={index}>
					{typeof part === "string" ? (
						<bdi>{valueText(part)}</bdi>
					) : (
						<NameLink name={nameOfPart(part, row)} />
					)}
				</Fragment>
			))}
		</>
	);
}

/** What a part of a row's sentence is called, and where it leads. */
export function nameOfPart(part: Exclude<Part, string>, row: AuditRow): AuditName {
	if ("target" in part) return row.target;
	if ("href" in part) return { label: part.text, detail: null, href: part.href };
	return row.names[`${part.kind}:${part.id}`] ?? { label: part.text, detail: null, href: null };
}
