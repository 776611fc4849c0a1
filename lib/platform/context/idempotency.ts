/**
 * Writes that can be sent twice and happen once. What is promised, and how:
 *
 * A request with an `Idempotency-Key` first reserves the key: one row, committed on its own. Its change and the mark
 * `committedAt` are then made in one transaction, by recordAudit, and only while the row still names this request as
 * its holder. So a change is made at most once under a key, wherever the process dies. The answer is stored after
 * that, outside of the transaction:
 * - died before the change: nothing happened; once the lease is over, a repetition does the work,
 * - died between change and answer: a repetition gets 409 (`answer_lost`), and nothing is done again,
 * - a holder that was only slow finds another's name in the row, and its change is rolled back,
 * - answered, and its actor limited to fewer workspaces since: a repetition gets 409 (`access_changed`) instead of the
 *   answer, which may be about what they no longer see.
 *
 * A refused request (any problem document) changed nothing and gives the key back.
 */
import { createHash } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context, Reservation } from "@/lib/platform/context/context";
import { maySee, scopeOf } from "@/lib/platform/context/scope";
import type { Transaction } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";

/** How long an answer is kept. */
const KEPT_HOURS = 24;
/** How long a holder may take; longer than a transaction may (lib/platform/db/client.ts). */
const LEASE_SECONDS = 120;
/** Where an answer's stored headers have what its actor could see, a list of workspaces or null; never sent. */
const SCOPE = "scope";
/** Headers of an answer that are stored with it. */
const KEPT_HEADERS = ["content-type", "location", "etag"];

/** A key as the client chose it: printable ASCII, such as a UUID. */
const KEY = /^[\x21-\x7e]{1,255}$/;

interface Stored {
	readonly request: Uint8Array;
	readonly committedAt: Date | null;
	readonly status: number | null;
	readonly headers: Readonly<Record<string, string>> | null;
	readonly body: string | null;
	/** Whether its holder still has time. */
	readonly leased: boolean;
}

/**
 * Runs `work` under the request's `Idempotency-Key`, or gives the answer it had before.
 * @param parts what makes this request the same as another: method, path, precondition, body
 * @throws AppError `invalid_input` for a key that is none or was used for another request; `conflict` while the first
 *   request is in work (`details.reason` is `in_progress`), when its answer was lost (`answer_lost`), or when the actor
 *   may no longer see all that they could when it was given (`access_changed`)
 */
export async function once(
	ctx: Context,
	key: string,
	parts: readonly (string | Uint8Array)[],
	work: (ctx: Context) => Promise<Response>,
): Promise<Response> {
	if (!KEY.test(key)) {
		const message = "1 to 255 printable ASCII characters without spaces, such as a UUID.";
		throw new AppError("invalid_input", `Idempotency-Key: ${message}`, {
			places: [{ field: "Idempotency-Key", message }],
		});
	}
	if (!("id" in ctx.actor))
		throw new AppError("unauthenticated", "An Idempotency-Key needs a signed-in person.");
	const reservation = { actorId: ctx.actor.id, key, holder: crypto.randomUUID() };
	const request = digest(parts);
	const earlier = await reserve(ctx, reservation, request);
	if (earlier) return replay(ctx.actor, earlier, request);
	try {
		const response = await work({ ...ctx, reservation });
		return await keep(ctx, reservation, response);
	} catch (error) {
		await release(ctx, reservation);
		throw error;
	}
}

/** Called by recordAudit: the change and the mark that it was made commit together, or neither does. */
export async function commitReservation(tx: Transaction, reservation: Reservation): Promise<void> {
	const marked = await tx.$executeRaw`
		UPDATE "IdempotencyKey" SET "committedAt" = coalesce("committedAt", now()) WHERE ${held(reservation)}`;
	if (marked === 1) return;
	throw new AppError("conflict", "This took too long: a retry of the same request replaced it.", {
		details: { reason: "in_progress" },
	});
}

/** Removes answers that are no longer kept. @returns how many */
export async function sweepIdempotencyKeys(ctx: Context): Promise<number> {
	return await ctx.db.$executeRaw`
		DELETE FROM "IdempotencyKey" WHERE "reservedAt" < now() - make_interval(hours => ${KEPT_HOURS}::int)`;
}

/** Takes the key, or finds what became of it. */
async function reserve(
	ctx: Context,
	reservation: Reservation,
	request: Uint8Array<ArrayBuffer>,
): Promise<Stored | null> {
	const { actorId, key, holder } = reservation;
	const abandoned = Prisma.sql`k."committedAt" IS NULL AND k."status" IS NULL AND k."request" = EXCLUDED."request"
		AND NOT ${leased(Prisma.sql`k."reservedAt"`)}`;
	const expired = Prisma.sql`k."reservedAt" < now() - make_interval(hours => ${KEPT_HOURS}::int)`;
	// The row found may be given back before it is read; then the key is free after all.
	for (;;) {
		const taken = await ctx.db.$executeRaw`
			INSERT INTO "IdempotencyKey" AS k ("actorId", "key", "request", "holder", "reservedAt")
			VALUES (${actorId}, ${key}, ${request}, ${holder}::uuid, now())
			ON CONFLICT ("actorId", "key") DO UPDATE SET "request" = EXCLUDED."request", "holder" = EXCLUDED."holder",
				"reservedAt" = EXCLUDED."reservedAt", "committedAt" = NULL, "status" = NULL, "headers" = NULL, "body" = NULL
			WHERE (${abandoned}) OR (${expired})`;
		if (taken === 1) return null;
		const [stored] = await ctx.db.$queryRaw<Stored[]>`
			SELECT "request", "committedAt", "status", "headers", "body",
				${leased(Prisma.sql`"reservedAt"`)} AS "leased"
			FROM "IdempotencyKey" WHERE "actorId" = ${actorId} AND "key" = ${key}`;
		if (stored) return stored;
	}
}

function replay(actor: Actor, stored: Stored, request: Uint8Array): Response {
	if (!Buffer.from(stored.request).equals(request)) {
		const message = "Was used for another request: use a key for one request and its retries only.";
		throw new AppError("invalid_input", `Idempotency-Key: ${message}`, {
			places: [{ field: "Idempotency-Key", message }],
		});
	}
	if (stored.status !== null) {
		const { [SCOPE]: scope, ...headers } = stored.headers ?? {};
		if (scope !== undefined && !seesAsMuch(actor, scope)) {
			throw new AppError("conflict", "This request was done, and your access has changed since.", {
				remedy: "Read the current state. Nothing was done twice; don't send it again.",
				details: { reason: "access_changed" },
			});
		}
		return new Response(stored.body, {
			status: stored.status,
			headers: { ...headers, "idempotency-replayed": "true" },
		});
	}
	if (stored.leased || stored.committedAt === null) {
		throw new AppError("conflict", "The request with this Idempotency-Key is still running.", {
			remedy: "Send it again in a moment.",
			details: { reason: "in_progress", retryAfterSeconds: 1 },
		});
	}
	throw new AppError("conflict", "This request was done, but its answer was lost when the server stopped.", {
		remedy: "Read the current state. Nothing was done twice; don't send it again.",
		details: { reason: "answer_lost", committedAt: stored.committedAt.toISOString() },
	});
}

/** Whether the actor sees all that could be seen when an answer was given: it may tell of any of that. */
function seesAsMuch(actor: Actor, scope: string): boolean {
	const before: readonly string[] | null = JSON.parse(scope);
	return before === null ? scopeOf(actor) === null : before.every((id) => maySee(actor, id));
}

async function keep(ctx: Context, reservation: Reservation, response: Response): Promise<Response> {
	// An answer such as 204 has no body, and none may be given to it.
	const body = response.body === null ? null : await response.text();
	const headers = Object.fromEntries(
		KEPT_HEADERS.flatMap((name) => {
			const value = response.headers.get(name);
			return value === null ? [] : [[name, value]];
		}),
	);
	const kept = JSON.stringify({ ...headers, [SCOPE]: JSON.stringify(scopeOf(ctx.actor)) });
	await ctx.db.$executeRaw`
		UPDATE "IdempotencyKey" SET "status" = ${response.status}, "headers" = ${kept}::jsonb,
			"body" = ${body} WHERE ${held(reservation)}`;
	return new Response(body, { status: response.status, headers: response.headers });
}

/** A change that was made keeps its key, whatever went wrong after it. */
async function release(ctx: Context, reservation: Reservation): Promise<void> {
	await ctx.db.$executeRaw`
		DELETE FROM "IdempotencyKey" WHERE ${held(reservation)} AND "committedAt" IS NULL`;
}

/** One that begins further ahead than a lease is long was given while the clock was wrong, and is over. */
function leased(reservedAt: Prisma.Sql): Prisma.Sql {
	const lease = Prisma.sql`make_interval(secs => ${LEASE_SECONDS}::int)`;
	return Prisma.sql`(${reservedAt} BETWEEN now() - ${lease} AND now() + ${lease})`;
}

function held({ actorId, key, holder }: Reservation): Prisma.Sql {
	return Prisma.sql`"actorId" = ${actorId} AND "key" = ${key} AND "holder" = ${holder}::uuid`;
}

/** Each part led by its length, so that no two requests can run together. */
function digest(parts: readonly (string | Uint8Array)[]): Uint8Array<ArrayBuffer> {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
	return new Uint8Array(hash.digest());
}
