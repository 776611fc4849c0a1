import { SENTENCES } from "@/lib/platform/audit/sentences";
import { verbLabel } from "@/lib/platform/audit/verb-labels";
import type { Context } from "@/lib/platform/context/context";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { currentCatalogue } from "@/lib/triage/catalogue/catalogue";

/** Ids of one kind that a search takes into account, the newest. */
const MOST = 5_000;
/** Accounts that a part of a name may match. */
const MOST_ACCOUNTS = 50;
/** A part of an account's name is looked for from so many characters on. */
const PART_LENGTH = 3;

const KINDS = [
	"case",
	"finding",
	"handover",
	"hunt",
	"person",
	"run",
	"session",
	"settings",
	"token",
	"webhook",
];

/**
 * What a person typed, as a condition of a WHERE over `"AuditEvent"`: a person's name or login, a user's account, a
 * case (`#12`, `case 12`, its title), a handover, a hunt, a token or webhook by name, an action (`Decided a
 * finding`), an id or request id, or words of what was before and after. Names are resolved to ids first, so that
 * every arm has an index and no row is read to see whether it matches.
 */
export async function resolveText(reader: Pick<Context, "db">, typed: string): Promise<Prisma.Sql> {
	const text = typed.replaceAll("\0", "\ufffd").trim();
	const lower = text.toLowerCase();
	const number = /^(?:case\s*#?|#)?\s*(\d{1,9})$/i.exec(text)?.[1];
	/** `#12` and `case 12` are one case and no words. */
	const isNumbered = number !== undefined && !/^\d/.test(text);
	const handover = /^handover\s*#?(\d{1,9})$/i.exec(text)?.[1];
	const [people, tokens, webhooks, templates, cases, handovers, findings, hunts] = await Promise.all([
		namedPeople(reader, lower),
		namedRows(reader, "ApiToken", lower),
		namedRows(reader, "Webhook", lower),
		namedRows(reader, "TaskTemplate", lower),
		namedCases(reader, lower, number),
		handover === undefined
			? []
			: reader.db.handover.findMany({ where: { number: Number(handover) }, select: { id: true } }),
		findingsOf(reader, lower),
		namedHunts(lower),
	]);
	const runs = await runsOf(reader, hunts);
	const targets: readonly (readonly [kind: string, ids: readonly string[]])[] = [
		["person", people],
		["token", tokens],
		["webhook", webhooks],
		["settings", templates],
		["case", cases],
		["handover", handovers.map(({ id }) => id)],
		["finding", findings],
		["hunt", hunts],
		["run", runs],
	];
	const arms = [
		Prisma.sql`("targetKind" = ANY(${KINDS}::text[]) AND "targetId" = ${text})`,
		Prisma.sql`"requestId" = ${text}`,
		...targets
			.filter(([, ids]) => ids.length > 0)
			.map(([kind, ids]) => Prisma.sql`("targetKind" = ${kind} AND "targetId" = ANY(${[...ids]}::text[]))`),
		...byActors(lower, [...people, ...tokens]),
		...byVerbs(lower),
		...(isNumbered ? [] : byWords(text)),
	];
	// Each arm by itself and before the order is asked for: as one condition with a LIMIT the planner would rather
	// walk the rows backwards and look at the words of each.
	const numbers = arms.map((arm) => Prisma.sql`SELECT "seq" FROM "AuditEvent" WHERE ${arm}`);
	return Prisma.sql`"seq" = ANY(ARRAY(${Prisma.join(numbers, " UNION ")}))`;
}

function byActors(lower: string, ids: readonly string[]): Prisma.Sql[] {
	const kinds = [
		["system", "afterclick"],
		["visitor", "visitor"],
	].filter(([, name]) => lower.length >= PART_LENGTH && name?.startsWith(lower));
	return [
		...(ids.length === 0 ? [] : [Prisma.sql`"actorId" = ANY(${[...ids]}::text[])`]),
		...kinds.map(([kind]) => Prisma.sql`("actorId" IS NULL AND "actorKind" = ${kind})`),
	];
}

/** `decided`, `closed`, or the verb itself. */
function byVerbs(lower: string): Prisma.Sql[] {
	if (lower.length < PART_LENGTH) return [];
	const verbs = Object.keys(SENTENCES).filter(
		(verb) => verb === lower || verbLabel(verb).toLowerCase().includes(lower),
	);
	return verbs.length === 0 ? [] : [Prisma.sql`"verb" = ANY(${verbs}::text[])`];
}

/** All words of it, the last one perhaps only begun. A text without a word (`%`) finds nothing here. */
function byWords(text: string): Prisma.Sql[] {
	if (!/[\p{L}\p{N}]/u.test(text)) return [];
	const begun = /^\d+$/.test(text) ? "" : ":*";
	return [
		Prisma.sql`"audit_words"("before", "after") @@
			to_tsquery('simple', nullif(plainto_tsquery('simple', ${text})::text, '') || ${begun})`,
	];
}

async function namedPeople({ db }: Pick<Context, "db">, lower: string): Promise<string[]> {
	const rows = await db.$queryRaw<{ id: string }[]>`
		SELECT "id"::text AS "id" FROM "Person" WHERE lower("name") LIKE ${contains(lower)} OR "login" LIKE ${contains(lower)}
		ORDER BY "lastSeenAt" DESC NULLS LAST LIMIT ${MOST}`;
	return rows.map(({ id }) => id);
}

async function namedRows(
	{ db }: Pick<Context, "db">,
	table: "ApiToken" | "Webhook" | "TaskTemplate",
	lower: string,
): Promise<string[]> {
	const rows = await db.$queryRaw<{ id: string }[]>`
		SELECT "id"::text AS "id" FROM ${Prisma.raw(`"${table}"`)} WHERE lower("name") LIKE ${contains(lower)} LIMIT ${MOST}`;
	return rows.map(({ id }) => id);
}

async function namedCases(
	{ db }: Pick<Context, "db">,
	lower: string,
	number: string | undefined,
): Promise<string[]> {
	if (number !== undefined) {
		return (await db.case.findMany({ where: { number: Number(number) }, select: { id: true } })).map(
			({ id }) => id,
		);
	}
	if (lower.length < PART_LENGTH) return [];
	const rows = await db.$queryRaw<{ id: string }[]>`
		SELECT "id"::text AS "id" FROM "Case" WHERE lower("title") LIKE ${contains(lower)} ORDER BY "number" DESC
		LIMIT ${MOST}`;
	return rows.map(({ id }) => id);
}

/** Of an account by its whole name or, where there is none, by a part: each account is one step through its index. */
async function findingsOf({ db }: Pick<Context, "db">, lower: string): Promise<string[]> {
	if (lower.length < PART_LENGTH || /\s/.test(lower)) return [];
	const whole = await db.finding.findFirst({ where: { accountKey: lower }, select: { id: true } });
	const accounts =
		whole !== null
			? [lower]
			: (
					await db.$queryRaw<{ key: string }[]>`
						WITH RECURSIVE account AS (
							SELECT min("accountKey") AS key FROM "Finding"
							UNION ALL SELECT (SELECT min("accountKey") FROM "Finding" WHERE "accountKey" > account.key)
								FROM account WHERE account.key IS NOT NULL)
						SELECT key FROM account WHERE key LIKE ${contains(lower)} LIMIT ${MOST_ACCOUNTS}`
				).map(({ key }) => key);
	if (accounts.length === 0) return [];
	const rows = await db.finding.findMany({
		where: { accountKey: { in: accounts } },
		select: { id: true },
		orderBy: [{ eventAt: "desc" }, { id: "desc" }],
		take: MOST,
	});
	return rows.map(({ id }) => id);
}

async function namedHunts(lower: string): Promise<string[]> {
	if (lower.length < PART_LENGTH) return [];
	const known = await currentCatalogue().catch(() => ({ hunts: [] }));
	return known.hunts
		.filter(({ id, name }) => id.toLowerCase() === lower || name.toLowerCase().includes(lower))
		.map(({ id }) => id);
}

async function runsOf({ db }: Pick<Context, "db">, hunts: readonly string[]): Promise<string[]> {
	if (hunts.length === 0) return [];
	const rows = await db.huntRun.findMany({
		where: { huntId: { in: [...hunts] } },
		select: { id: true },
		orderBy: { createdAt: "desc" },
		take: MOST,
	});
	return rows.map(({ id }) => id);
}

/** `%`, `_` and `\` mean themselves in what a person types. */
function contains(text: string): string {
	return `%${text.replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
