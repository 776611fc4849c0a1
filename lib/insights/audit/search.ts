import { parseInput } from "@/lib/core/input/parse";
import {
	type AuditPage,
	type AuditRow,
	type AuditSearchInput,
	auditSearchInput,
} from "@/lib/platform/audit/schema";
import { CHAIN_COLUMNS, type StoredRow } from "@/lib/platform/audit/stored-row";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { type NamedRow, type Names, namesOf, partNames, readRow, targetName } from "./names";
import { resolveText } from "./resolve-text";
import { auditWhere } from "./where";

/**
 * One page of the audit, by number: the newest first unless asked otherwise. Rows are never changed, so pages
 * join without overlap however much is recorded meanwhile.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input` with the field
 */
export async function searchAudit(ctx: Context, input: AuditSearchInput): Promise<AuditPage> {
	authorize(ctx.actor, "audit.read");
	const { order, cursor, limit, text, ...filter } = parseInput(auditSearchInput, input);
	const beyond = Prisma.raw(order === "desc" ? "<" : ">");
	const after = [
		...(text ? [await resolveText(ctx, text)] : []),
		...(cursor === undefined ? [] : [Prisma.sql`"seq" ${beyond} ${cursor}`]),
	];
	const rows = await ctx.db.$queryRaw<StoredRow[]>`
		SELECT ${CHAIN_COLUMNS} FROM "AuditEvent" WHERE ${auditWhere(filter, ctx.actor, after)}
		ORDER BY "seq" ${Prisma.raw(order)} LIMIT ${limit + 1}`;
	const read = rows.slice(0, limit).map((row) => ({ row, named: readRow(row) }));
	const names = await namesOf(
		ctx,
		read.map(({ named }) => named),
	);
	const items = read.map(({ row, named }) => toAuditRow(row, named, names));
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

function toAuditRow(row: StoredRow, named: NamedRow, names: Names): AuditRow {
	return {
		id: String(row.seq),
		seq: Number(row.seq),
		at: new Date(row.at).toISOString(),
		actor: { kind: row.actorKind, id: row.actorId, name: row.actorName, verified: row.actorVerified },
		verb: row.verb,
		targetKind: row.targetKind,
		targetId: row.targetId,
		requestId: row.requestId,
		target: targetName(named, names),
		names: partNames(named, names),
		before: named.before,
		after: named.after,
		previous: row.previous,
		hash: row.hash,
	};
}
