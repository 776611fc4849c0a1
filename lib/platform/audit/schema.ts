import { z } from "zod";
import { listOf } from "@/lib/core/input/list-of";
import { instant } from "@/lib/core/time";
import type { Verdict } from "./verify-chain";

/** Which rows; every member narrows, and a list means any of its members. */
export const auditFilter = z.object({
	/** Ids of people, or the kinds of actor that have none: `system`, `visitor`. */
	actor: listOf(z.string().min(1).max(200)),
	verb: listOf(z.string().min(1).max(100)),
	/** `finding`, `run`, … */
	kind: listOf(z.string().min(1).max(50)),
	/** The id of what was changed. */
	target: z.string().max(300).optional(),
	/** From (inclusive) and to (exclusive). */
	from: instant.optional(),
	to: instant.optional(),
	/**
	 * A person's name or login, a user's account, a case (`#12`), a handover, a hunt, an action, an id, or words of
	 * what was before and after.
	 */
	text: z.string().trim().max(200).optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const AUDIT_PAGE_LIMIT = 200;

/** A number of a row, as a cursor or an anchor. */
const number = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const auditSearchInput = auditFilter.extend({
	order: z.enum(["asc", "desc"]).default("desc"),
	/** The number of the last row of the page before. */
	cursor: number.optional(),
	limit: z.coerce.number().int().min(1).max(AUDIT_PAGE_LIMIT).default(50),
});
export type AuditSearchInput = z.input<typeof auditSearchInput>;

export const auditExportInput = auditFilter.extend({ format: z.enum(["jsonl", "csv"]).default("jsonl") });
export type AuditExportInput = z.input<typeof auditExportInput>;

/** Who did it, as the row keeps it. */
export interface AuditActor {
	readonly kind: string;
	readonly id: string | null;
	readonly name: string;
	readonly verified: boolean;
}

/** What something is called, as in a sentence, and the page that shows it. */
export interface AuditName {
	/** `case #12`, `finding of kim@contoso.example`. */
	readonly label: string;
	/** What else tells it from others, such as a case's title. */
	readonly detail: string | null;
	/** Path within the app; null where nothing shows it (any more). */
	readonly href: string | null;
}

/** A row of the audit. Instants are ISO 8601 in UTC, hashes 64 hexadecimal digits. */
export interface AuditRow {
	/** The number as text. */
	readonly id: string;
	readonly seq: number;
	readonly at: string;
	readonly actor: AuditActor;
	readonly verb: string;
	readonly targetKind: string;
	readonly targetId: string;
	/** What was changed, by its name of today. */
	readonly target: AuditName;
	/** What else the row's sentence names, by `kind:id`. */
	readonly names: Readonly<Record<string, AuditName>>;
	readonly requestId: string | null;
	readonly before: unknown;
	readonly after: unknown;
	readonly previous: string;
	readonly hash: string;
}

export interface AuditPage {
	readonly items: readonly AuditRow[];
	/** Null on the last page. */
	readonly nextCursor: string | null;
}

/** What there is to filter by. */
export interface AuditChoices {
	readonly verbs: readonly string[];
	readonly kinds: readonly string[];
	/** `value` is what the `actor` filter takes; the name is the one used last. */
	readonly actors: readonly { readonly value: string; readonly name: string }[];
}

/** What keeps the rows from being changed in the database itself. */
export interface AuditProtection {
	/** Every trigger that refuses changes is in force. */
	readonly triggers: boolean;
	/** Afterclick's role holds no privilege to change or remove rows. */
	readonly revoked: boolean;
	/** The role could put both aside: as the owner of the table, or as a superuser. */
	readonly role: "ordinary" | "owner" | "superuser";
}

/** The last time the whole chain was verified from the product. */
export interface AuditVerification {
	readonly at: string;
	readonly by: AuditActor;
	/** The row of the audit that says so. */
	readonly seq: number;
	readonly outcome: "whole" | "broken";
	/** The last row found whole. */
	readonly through: number;
	readonly hash: string;
	/** Row `through` still has the hash it was verified with. */
	readonly stands: boolean;
	/** Why it was broken. */
	readonly reason: string | null;
}

export interface AuditState {
	/** Null when the head record is missing. */
	readonly head: { readonly seq: number; readonly hash: string } | null;
	readonly verification: AuditVerification | null;
	readonly protection: AuditProtection;
}

/** What a verification tells while it runs, and in the end. */
export type AuditProgress = { readonly done: number; readonly total: number };
export type AuditVerdict = Verdict;
