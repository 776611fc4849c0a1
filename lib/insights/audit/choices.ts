import type { AuditChoices } from "@/lib/platform/audit/schema";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { scopeOf } from "@/lib/platform/context/scope";
import { auditWhere } from "./where";

/**
 * The verbs, kinds of target and actors that the audit holds. Each is walked from one value to the next through
 * its index, so that it costs as many steps as there are values and not rows.
 */
export async function auditChoices(ctx: Context): Promise<AuditChoices> {
	authorize(ctx.actor, "audit.read");
	if (scopeOf(ctx.actor) !== null) return await choicesInScope(ctx);
	const { db } = ctx;
	const [verbs, kinds, people, others] = await Promise.all([
		db.$queryRaw<{ value: string }[]>`
			WITH RECURSIVE step AS (
				SELECT min("verb") AS value FROM "AuditEvent"
				UNION ALL SELECT (SELECT min("verb") FROM "AuditEvent" WHERE "verb" > step.value) FROM step
					WHERE step.value IS NOT NULL)
			SELECT value FROM step WHERE value IS NOT NULL`,
		db.$queryRaw<{ value: string }[]>`
			WITH RECURSIVE step AS (
				SELECT min("targetKind") AS value FROM "AuditEvent"
				UNION ALL SELECT (SELECT min("targetKind") FROM "AuditEvent" WHERE "targetKind" > step.value) FROM step
					WHERE step.value IS NOT NULL)
			SELECT value FROM step WHERE value IS NOT NULL`,
		db.$queryRaw<{ value: string; name: string }[]>`
			WITH RECURSIVE step AS (
				SELECT min("actorId") AS value FROM "AuditEvent"
				UNION ALL SELECT (SELECT min("actorId") FROM "AuditEvent" WHERE "actorId" > step.value) FROM step
					WHERE step.value IS NOT NULL)
			SELECT step.value, (SELECT "actorName" FROM "AuditEvent" e WHERE e."actorId" = step.value
				ORDER BY "seq" DESC LIMIT 1) AS name
			FROM step WHERE step.value IS NOT NULL ORDER BY name, value`,
		db.$queryRaw<{ value: string; name: string }[]>`
			SELECT kind AS value, initcap(kind) AS name FROM unnest(ARRAY['system', 'visitor']) AS kind
			WHERE EXISTS (SELECT 1 FROM "AuditEvent" WHERE "actorId" IS NULL AND "actorKind" = kind)`,
	]);
	return {
		verbs: verbs.map(({ value }) => value),
		kinds: kinds.map(({ value }) => value),
		actors: [...people, ...others],
	};
}

/** Every row in scope is looked at: what an actor may see has no index. */
async function choicesInScope({ db, actor }: Context): Promise<AuditChoices> {
	const rows = await db.$queryRaw<{ verb: string; kind: string; value: string; name: string }[]>`
		SELECT DISTINCT ON ("verb", "targetKind", value) "verb", "targetKind" AS kind,
			COALESCE("actorId", "actorKind") AS value,
			CASE WHEN "actorId" IS NULL THEN initcap("actorKind") ELSE "actorName" END AS name
		FROM "AuditEvent" WHERE ${auditWhere({}, actor)} ORDER BY "verb", "targetKind", value, "seq" DESC`;
	const sorted = (values: readonly string[]) => [...new Set(values)].sort();
	const names = new Map(rows.map(({ value, name }) => [value, name]));
	return {
		verbs: sorted(rows.map(({ verb }) => verb)),
		kinds: sorted(rows.map(({ kind }) => kind)),
		actors: [...names].map(([value, name]) => ({ value, name })).sort((a, b) => a.name.localeCompare(b.name)),
	};
}
