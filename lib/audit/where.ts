import { Prisma } from "@/lib/db/generated/client.ts";
import type { Actor } from "@/lib/identity/actor";
import { scopeOf, scopeSql } from "@/lib/identity/scope";
import type { AuditFilter } from "./schema";

/** A filter, within what the actor may see, as the condition of a WHERE over `"AuditEvent"`. */
export function auditWhere(filter: AuditFilter, actor: Actor, more: readonly Prisma.Sql[] = []): Prisma.Sql {
	const conditions = [...auditScope(actor), ...filterConditions(filter), ...more];
	return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, " AND ");
}

/**
 * Whoever is limited to workspaces sees the rows about what is in them, the audit's own, and what they did
 * themselves; the rest, such as people and tokens, is not about a workspace of theirs.
 */
export function auditScope(actor: Actor): Prisma.Sql[] {
	if (scopeOf(actor) === null) return [];
	const inScope = (
		table: "Finding" | "HuntRun",
	) => Prisma.sql`EXISTS (SELECT 1 FROM ${Prisma.raw(`"${table}"`)} t
		WHERE t."id" = CASE WHEN "targetId" ~ '^[0-9a-f-]{36}$' THEN "targetId"::uuid END
		AND ${Prisma.join(scopeSql(actor, 't."workspaceId"'), " AND ")})`;
	const own = actor.kind === "person" || actor.kind === "token" ? actor.id : null;
	return [
		Prisma.sql`("actorId" = ${own} OR CASE "targetKind" WHEN 'finding' THEN ${inScope("Finding")}
			WHEN 'run' THEN ${inScope("HuntRun")} WHEN 'workspace' THEN "targetId" = ANY(${scopeOf(actor)}::text[])
			ELSE "targetKind" = 'audit' END)`,
	];
}

/** Whether a filter lets every row pass. */
export function takesAll(filter: AuditFilter): boolean {
	return filterConditions(filter).length === 0;
}

function filterConditions(filter: AuditFilter): Prisma.Sql[] {
	const conditions: Prisma.Sql[] = [];
	if (filter.actor) {
		conditions.push(Prisma.sql`(${isOneOf("actorId", filter.actor)}
			OR ("actorId" IS NULL AND ${isOneOf("actorKind", filter.actor)}))`);
	}
	if (filter.verb) conditions.push(isOneOf("verb", filter.verb));
	if (filter.kind) conditions.push(isOneOf("targetKind", filter.kind));
	if (filter.target) conditions.push(Prisma.sql`"targetId" = ${filter.target}`);
	if (filter.from) conditions.push(Prisma.sql`"at" >= ${filter.from}::timestamptz`);
	if (filter.to) conditions.push(Prisma.sql`"at" < ${filter.to}::timestamptz`);
	if (filter.text) {
		const plain = contains(filter.text);
		// Inside JSON a quotation mark or a line end is written with a backslash.
		const inJson = contains(JSON.stringify(filter.text).slice(1, -1));
		conditions.push(Prisma.sql`("actorName" ILIKE ${plain} OR "targetId" ILIKE ${plain} OR "verb" ILIKE ${plain}
			OR "requestId" ILIKE ${plain} OR "before"::text ILIKE ${inJson} OR "after"::text ILIKE ${inJson})`);
	}
	return conditions;
}

/** One value is compared by `=`: only then can an index on (column, seq) give the rows in their order. */
function isOneOf(
	name: "actorId" | "actorKind" | "verb" | "targetKind",
	values: readonly string[],
): Prisma.Sql {
	const column = Prisma.raw(`"${name}"`);
	return values.length === 1 ? Prisma.sql`${column} = ${values[0]}` : Prisma.sql`${column} = ANY(${values})`;
}

/** `%`, `_` and `\` mean themselves in what a person types. NUL is in no text PostgreSQL can hold. */
function contains(text: string): string {
	return `%${text.replaceAll("\0", "\ufffd").replace(/[\\%_]/g, (character) => `\\${character}`)}%`;
}
