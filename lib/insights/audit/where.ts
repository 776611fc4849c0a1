import type { AuditFilter } from "@/lib/platform/audit/schema";
import type { Actor } from "@/lib/platform/context/actor";
import { scopeOf, scopeSql } from "@/lib/platform/context/scope";
import { Prisma } from "@/lib/platform/db/generated/client.ts";

/**
 * A filter, within what the actor may see, as the condition of a WHERE over `"AuditEvent"`.
 * @param more such as what the filter's text was resolved to (resolve-text.ts)
 */
export function auditWhere(
	filter: Omit<AuditFilter, "text">,
	actor: Actor,
	more: readonly Prisma.Sql[] = [],
): Prisma.Sql {
	const conditions = [...auditScope(actor), ...filterConditions(filter), ...more];
	return conditions.length === 0 ? Prisma.sql`TRUE` : Prisma.join(conditions, " AND ");
}

/**
 * Anyone who is limited to workspaces sees the rows about what is in them, the audit's own, and what they did
 * themselves; the rest, such as people and tokens, is not about a workspace of theirs.
 */
export function auditScope(actor: Actor): Prisma.Sql[] {
	if (scopeOf(actor) === null) return [];
	const inScope = (
		table: "Case" | "Finding" | "HuntRun",
	) => Prisma.sql`EXISTS (SELECT 1 FROM ${Prisma.raw(`"${table}"`)} t
		WHERE t."id" = CASE WHEN "targetId" ~ '^[0-9a-f-]{36}$' THEN "targetId"::uuid END
		AND ${Prisma.join(scopeSql(actor, 't."workspaceId"'), " AND ")})`;
	const own = actor.kind === "person" || actor.kind === "token" ? actor.id : null;
	return [
		Prisma.sql`("actorId" = ${own} OR CASE "targetKind" WHEN 'finding' THEN ${inScope("Finding")}
			WHEN 'run' THEN ${inScope("HuntRun")}
			WHEN 'case' THEN ${inScope("Case")} WHEN 'workspace' THEN "targetId" = ANY(${scopeOf(actor)}::text[])
			ELSE "targetKind" = 'audit' END)`,
	];
}

function filterConditions(filter: Omit<AuditFilter, "text">): Prisma.Sql[] {
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
