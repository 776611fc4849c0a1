import { z } from "zod";
import { type Answer, utcInstant } from "@/lib/core/answer";
import { filterSchema, list, one, time, words } from "@/lib/core/filters";
import type { Verdict } from "./verify-chain";

/** The filters of the audit, in the order of their chips. The SQL of each: lib/insights/audit/where.ts. */
export const AUDIT_FILTERS = {
	/** Ids of people, or the kinds of actor that have none: `system`, `visitor`. */
	actor: list("Who", z.string().min(1).max(200)),
	verb: list("Action", z.string().min(1).max(100)),
	/** `finding`, `run`, … */
	kind: list("Target", z.string().min(1).max(50)),
	/** The id of what was changed. */
	target: one("Target", z.string().max(300), "At most 300 characters."),
	from: time("From"),
	to: time("Until"),
	/**
	 * A person's name or login, a user's account, a case (`#12`), a handover, a hunt, an action, an id, or words of
	 * what was before and after.
	 */
	text: words(),
};

/** Which rows; every member narrows, and a list means any of its members. */
export const auditFilter = filterSchema(AUDIT_FILTERS);
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
const actor = z.object({
	kind: z.string(),
	id: z.string().nullable(),
	name: z.string(),
	verified: z.boolean(),
});
export type AuditActor = Answer<typeof actor>;

/** What something is called, as in a sentence, and the page that shows it. */
const auditName = z
	.object({
		/** `case #12`, `finding of kim@contoso.example`. */
		label: z.string(),
		/** What else tells it from others, such as a case's title. */
		detail: z.string().nullable(),
		/** Path within the app; null where nothing shows it (any more). */
		href: z.string().nullable(),
	})
	.meta({ id: "AuditName" });
export type AuditName = Answer<typeof auditName>;

/** A row of the audit. Instants are ISO 8601 in UTC, hashes 64 hexadecimal digits. */
const auditRow = z
	.object({
		/** The number as text. */
		id: z.string(),
		seq: z.int(),
		at: utcInstant,
		actor,
		verb: z.string(),
		targetKind: z.string(),
		targetId: z.string(),
		/** What was changed, by its name of today. */
		target: auditName,
		/** What else the row's sentence names, by `kind:id`. */
		names: z.record(z.string(), auditName),
		requestId: z.string().nullable(),
		before: z.unknown(),
		after: z.unknown(),
		previous: z.string(),
		hash: z.string(),
	})
	.meta({ id: "AuditRow" });
export type AuditRow = Answer<typeof auditRow>;

/** `nextCursor` is null on the last page. */
export const auditPage = z.object({ items: z.array(auditRow), nextCursor: z.string().nullable() });
export type AuditPage = Answer<typeof auditPage>;

/** What there is to filter by. */
export const auditChoicesAnswer = z.object({
	verbs: z.array(z.string()),
	kinds: z.array(z.string()),
	/** `value` is what the `actor` filter takes; the name is the one used last. */
	actors: z.array(z.object({ value: z.string(), name: z.string() })),
});
export type AuditChoices = Answer<typeof auditChoicesAnswer>;

export const auditStateAnswer = z.object({
	/** Null when the head record is missing. */
	head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
	/** The last time the whole chain was verified from the product. */
	verification: z
		.object({
			at: utcInstant,
			by: actor,
			/** The row of the audit that says so. */
			seq: z.int(),
			outcome: z.enum(["whole", "broken"]),
			/** The last row found whole. */
			through: z.int(),
			hash: z.string(),
			/** Row `through` still has the hash it was verified with. */
			stands: z.boolean(),
			/** Why it was broken. */
			reason: z.string().nullable(),
		})
		.nullable(),
	/** What keeps the rows from being changed in the database itself. */
	protection: z.object({
		/** Every trigger that refuses changes is in force. */
		triggers: z.boolean(),
		/** Afterclick's role holds no privilege to change or remove rows. */
		revoked: z.boolean(),
		/** The role could put both aside: as the owner of the table, or as a superuser. */
		role: z.enum(["ordinary", "owner", "superuser"]),
	}),
});
export type AuditState = Answer<typeof auditStateAnswer>;
export type AuditVerification = NonNullable<AuditState["verification"]>;
export type AuditProtection = AuditState["protection"];

/** What a verification tells while it runs, and in the end. */
export type AuditProgress = { readonly done: number; readonly total: number };
export type AuditVerdict = Verdict;
