import { AppError } from "@/lib/core/errors";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { commitReservation } from "@/lib/platform/context/idempotency";
import type { Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { countChanges } from "@/lib/platform/telemetry/verbs";
import { type ChainFields, type ChainHead, chainInstant, FORMAT, type SealedRow, seal } from "./chain";
import type { AuditVerb } from "./sentences";

type TargetKind =
	| "audit"
	| "case"
	| "finding"
	| "handover"
	| "hunt"
	| "person"
	| "run"
	| "session"
	| "settings"
	| "token"
	| "webhook"
	| "workspace";

export interface AuditEntry {
	/** `slice.verb`, as the permission that guarded it; each has its sentence in sentences.ts. */
	readonly verb: AuditVerb;
	/** What was changed: its kind and its id. */
	readonly target: readonly [kind: TargetKind, id: string];
	readonly before?: Prisma.InputJsonValue;
	readonly after?: Prisma.InputJsonValue;
}

/** Rows sent in one insert, to bound the memory of a statement. */
const BATCH = 5_000;

/**
 * Records changes in the transaction that makes them: when this fails, the change is rolled back with it.
 * The rows keep the order given and go to the end of the hash chain (chain.ts).
 *
 * Call it last: from here until the transaction ends, nobody else can record anything, and a row lock taken
 * afterwards could meet another transaction that waits for the chain.
 * @throws AppError `unavailable` when the chain has lost its head record; `conflict` when the request has lost its
 *   Idempotency-Key to a repetition of itself
 */
export async function recordAudit(
	tx: Transaction,
	ctx: Context,
	what: AuditEntry | readonly AuditEntry[],
): Promise<void> {
	const entries = [what].flat();
	if (ctx.reservation) await commitReservation(tx, ctx.reservation);
	if (entries.length === 0) return;
	const fields = fieldsOf(ctx, entries);
	let head = await takeHead(tx);
	for (let start = 0; start < fields.length; start += BATCH) {
		const rows = seal(head, fields.slice(start, start + BATCH));
		await insert(tx, rows);
		head = rows.at(-1) ?? head;
	}
	await tx.$executeRaw`UPDATE "AuditHead" SET "seq" = ${head.seq}::bigint, "hash" = decode(${head.hash}, 'hex')
		WHERE "id" = 1`;
	countChanges(entries); // the last step of its transaction: little but the commit can still fail
}

function fieldsOf(ctx: Context, entries: readonly AuditEntry[]): ChainFields[] {
	const { actorId, actorName, actorVerified } = actorRecord(ctx.actor);
	const shared = {
		at: chainInstant(ctx.now()),
		actorKind: ctx.actor.kind,
		actorId: actorId === null ? null : storable(actorId),
		actorName: storable(actorName),
		actorVerified,
		requestId: ctx.requestId === null ? null : storable(ctx.requestId),
	};
	return entries.map((entry) => ({
		...shared,
		verb: storable(entry.verb),
		targetKind: storable(entry.target[0]),
		targetId: storable(entry.target[1]),
		before: jsonText(entry.before),
		after: jsonText(entry.after),
	}));
}

/** What PostgreSQL cannot keep in text becomes U+FFFD before it is hashed, or the hash would not fit the row. */
function storable(text: string): string {
	return Buffer.from(text).toString().replaceAll("\0", "\ufffd");
}

function jsonText(value: Prisma.InputJsonValue | undefined): string | null {
	const text = value === undefined ? undefined : JSON.stringify(value);
	return text === undefined || text === "null" ? null : text;
}

/** The head, locked until the transaction ends: appends happen one after another, in the order they commit. */
async function takeHead(tx: Transaction): Promise<ChainHead> {
	const [head] = await tx.$queryRaw<{ seq: bigint; hash: string }[]>`
		SELECT "seq", encode("hash", 'hex') AS "hash" FROM "AuditHead" WHERE "id" = 1 FOR UPDATE`;
	if (head) return { seq: Number(head.seq), hash: head.hash };
	throw new AppError("unavailable", "The audit has lost its head record, so nothing can be changed.", {
		remedy: "Run npm run audit:verify, and restore the table AuditHead from a backup.",
	});
}

/** One statement whatever the number of rows: a column of values for each field that differs. */
async function insert(tx: Transaction, rows: readonly SealedRow[]): Promise<void> {
	const [first] = rows;
	if (first === undefined) return;
	const column = (read: (row: SealedRow) => string | null) => rows.map((row) => read(row) ?? "");
	await tx.$executeRaw`
		INSERT INTO "AuditEvent" ("format", "seq", "at", "actorKind", "actorId", "actorName", "actorVerified",
			"verb", "targetKind", "targetId", "requestId", "before", "after", "previous", "hash")
		SELECT ${FORMAT}, ${first.seq - 1}::bigint + n, ${first.at}::timestamptz, ${first.actorKind},
			${first.actorId}, ${first.actorName}, ${first.actorVerified}, "verb", "targetKind", "targetId",
			${first.requestId}, nullif("before", '')::json, nullif("after", '')::json,
			lag(own, 1, decode(${first.previous}, 'hex')) OVER (ORDER BY n), own
		FROM unnest(${column((row) => row.verb)}::text[], ${column((row) => row.targetKind)}::text[],
			${column((row) => row.targetId)}::text[], ${column((row) => row.before)}::text[],
			${column((row) => row.after)}::text[], ${column((row) => row.hash)}::text[])
			WITH ORDINALITY AS r("verb", "targetKind", "targetId", "before", "after", "hash", n),
			decode("hash", 'hex') AS own`;
}
