import { AppError } from "@/lib/core/errors";
import { type Columns, exportText } from "@/lib/core/export";
import { parseInput } from "@/lib/core/input/parse";
import { type ChainHead, closingLine, exportLine, type SealedRow } from "@/lib/platform/audit/chain";
import { readHead } from "@/lib/platform/audit/read-head";
import { type AuditExportInput, auditExportInput } from "@/lib/platform/audit/schema";
import { CHAIN_COLUMNS, type StoredRow, toSealed } from "@/lib/platform/audit/stored-row";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Database } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { resolveText } from "./resolve-text";
import { auditWhere } from "./where";

const BATCH = 500;

const COLUMNS: Columns<SealedRow> = [
	["seq", (row) => row.seq],
	["at_utc", (row) => row.at],
	["actor_kind", (row) => row.actorKind],
	["actor_id", (row) => row.actorId],
	["actor_name", (row) => row.actorName],
	["actor_verified", (row) => row.actorVerified],
	["verb", (row) => row.verb],
	["target_kind", (row) => row.targetKind],
	["target_id", (row) => row.targetId],
	["request_id", (row) => row.requestId],
	["before", (row) => row.before],
	["after", (row) => row.after],
	["previous_sha256", (row) => row.previous],
	["sha256", (row) => row.hash],
];

export interface AuditExport {
	/** Where the chain ended when the export began; rows recorded later are not in it. */
	readonly head: ChainHead;
	readonly format: "jsonl" | "csv";
	/** The file as text, in chunks of up to five hundred rows. */
	readonly chunks: AsyncGenerator<string>;
}

/**
 * The rows that match, the oldest first. JSON lines can be proved offline (`npm run audit:verify`), as a whole
 * when nothing is filtered, row by row otherwise; CSV is for reading in a spreadsheet.
 * @throws AppError `unauthenticated`, `forbidden`, `invalid_input`, `unavailable` without a head record
 */
export async function exportAudit(ctx: Context, input: AuditExportInput): Promise<AuditExport> {
	authorize(ctx.actor, "audit.read");
	const { format, text, ...filter } = parseInput(auditExportInput, input);
	const head = await readHead(ctx.db);
	if (head === null) {
		throw new AppError("unavailable", "The audit has lost its head record, so its end is unknown.");
	}
	const matches = text ? [await resolveText(ctx, text)] : [];
	const rows = readRows(ctx.db, (after) =>
		auditWhere(filter, ctx.actor, [
			...matches,
			Prisma.sql`"seq" > ${after}`,
			Prisma.sql`"seq" <= ${head.seq}`,
		]),
	);
	return {
		head,
		format,
		chunks: format === "csv" ? exportText(format, rows, COLUMNS) : jsonLines(rows, head),
	};
}

async function* readRows(db: Database, where: (after: number) => Prisma.Sql): AsyncGenerator<SealedRow[]> {
	let after = 0;
	for (;;) {
		const rows = await db.$queryRaw<StoredRow[]>`
			SELECT ${CHAIN_COLUMNS} FROM "AuditEvent" WHERE ${where(after)} ORDER BY "seq" LIMIT ${BATCH}`;
		if (rows.length === 0) return;
		yield rows.map(toSealed);
		after = Number(rows.at(-1)?.seq);
		if (rows.length < BATCH) return;
	}
}

async function* jsonLines(batches: AsyncIterable<SealedRow[]>, head: ChainHead): AsyncGenerator<string> {
	let count = 0;
	for await (const rows of batches) {
		count += rows.length;
		yield rows.map((row) => `${exportLine(row)}\n`).join("");
	}
	yield `${closingLine(head, count)}\n`;
}
