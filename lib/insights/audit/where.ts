import { type Conditions, conditionsOf } from "@/lib/core/filters";
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
	const conditions = [...auditScope(actor), ...conditionsOf(CONDITIONS, filter), ...more];
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

/** What each filter asks of a row; the text has a search of its own (resolve-text.ts). */
const CONDITIONS: Conditions<Omit<AuditFilter, "text">, Prisma.Sql> = {
	actor: (any) => Prisma.sql`(${isOneOf("actorId", any)}
		OR ("actorId" IS NULL AND ${isOneOf("actorKind", any)}))`,
	verb: (any) => isOneOf("verb", any),
	kind: (any) => isOneOf("targetKind", any),
	target: (id) => Prisma.sql`"targetId" = ${id}`,
	from: (at) => Prisma.sql`"at" >= ${at}::timestamptz`,
	to: (at) => Prisma.sql`"at" < ${at}::timestamptz`,
};

/** One value is compared by `=`: only then can an index on (column, seq) give the rows in their order. */
function isOneOf(
	name: "actorId" | "actorKind" | "verb" | "targetKind",
	values: readonly string[],
): Prisma.Sql {
	const column = Prisma.raw(`"${name}"`);
	return values.length === 1 ? Prisma.sql`${column} = ${values[0]}` : Prisma.sql`${column} = ANY(${values})`;
}
