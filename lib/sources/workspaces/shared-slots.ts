import { setTimeout as delay } from "node:timers/promises";
import { AppError } from "@/lib/core/errors";
import { type Database, database } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { notify, subscribe } from "@/lib/platform/db/notify";
import { logger } from "@/lib/platform/telemetry/logger";
import type { QueryRequest, QueryWait } from "./client";
import type { QuerySlots } from "./slots";

/** What the service allows one identity; source: "Azure Monitor service limits", query API. */
const MOST_AT_ONCE = 5;
const MOST_STARTS = 200;
/** One second more than the service's thirty: its clock sees a query later than ours. */
const STARTS_WINDOW_SECONDS = 31;
/** Seconds a ticket outlives its process. */
const LEASE_SECONDS = 20;
const RENEW_MS = 5_000;
/** How often the line is looked at where nothing was told, in milliseconds. */
const LOOK_MS = 1_000;
/** Seconds after its lease that a ticket is of no interest to anybody; more than the window above. */
const FORGOTTEN_SECONDS = 60;
const CHANNEL = "query-slots";

interface Place {
	readonly started: boolean;
	/** Tickets before this one that are not under way. */
	readonly ahead: number;
	readonly pausedUntil: Date | null;
}

/**
 * Slots that all processes on one database share: a line of tickets in PostgreSQL, first come first served, on its
 * clock. A ticket is renewed while its process lives; when that is killed, its slot comes back after twenty seconds.
 */
export class SharedSlots implements QuerySlots {
	readonly #identity: string;
	readonly #db: () => Database;

	/** @param identity names whose allowance it is, the same in every process */
	constructor(identity: string, db: () => Database = database) {
		this.#identity = identity;
		this.#db = db;
	}

	async acquire({
		signal,
		patienceMs,
		onWaiting,
	}: Pick<QueryRequest, "signal" | "patienceMs" | "onWaiting">): Promise<{ release(): Promise<void> }> {
		signal?.throwIfAborted();
		const began = Date.now();
		let id = await this.#enter();
		let look = new AbortController();
		let ahead = 0;
		const unsubscribe = subscribe(CHANNEL, (identity) => {
			// A slot came free: no more than so many of the line can be meant.
			if (identity === this.#identity && ahead < MOST_AT_ONCE) look.abort();
		});
		const onAbort = () => look.abort();
		signal?.addEventListener("abort", onAbort, { once: true });
		let told = "null";
		try {
			for (;;) {
				look = new AbortController();
				signal?.throwIfAborted();
				const place = await this.#advance(id);
				if (place?.started) return this.#hold(id);
				// Lost its place: this process was held up for longer than a ticket lives.
				if (!place) id = await this.#enter();
				else {
					ahead = place.ahead;
					const wait = waitOf(place);
					if (JSON.stringify(wait) !== told) onWaiting?.(wait);
					told = JSON.stringify(wait);
				}
				if (patienceMs !== undefined && Date.now() - began >= patienceMs) {
					throw new AppError("query_limit", "All query slots of the workspace are taken.", {
						remedy: "Hunts are running with the same identity; try again when they have finished.",
					});
				}
				await delay(LOOK_MS, undefined, { signal: look.signal }).catch(() => undefined);
			}
		} catch (error) {
			await this.#leave(id);
			throw error;
		} finally {
			unsubscribe();
			signal?.removeEventListener("abort", onAbort);
		}
	}

	async pause(ms: number): Promise<void> {
		await this.#db().$executeRaw`
			INSERT INTO "QueryIdentity" ("identity", "pausedUntil")
			VALUES (${this.#identity}, clock_timestamp() + ${ms} * interval '1 millisecond')
			ON CONFLICT ("identity") DO UPDATE
			SET "pausedUntil" = greatest("QueryIdentity"."pausedUntil", excluded."pausedUntil")`;
	}

	async #enter(): Promise<bigint> {
		// Long over, or of processes long dead: neither runs, nor counts for the rate.
		await this.#db().$executeRaw`
			DELETE FROM "QueryTicket" WHERE "identity" = ${this.#identity}
				AND "aliveUntil" < clock_timestamp() - ${FORGOTTEN_SECONDS} * interval '1 second'`;
		const [ticket] = await this.#db().$queryRaw<{ id: bigint }[]>`
			INSERT INTO "QueryTicket" ("identity", "aliveUntil")
			VALUES (${this.#identity}, ${leaseEnd})
			RETURNING "id"`;
		if (!ticket) throw new AppError("internal", "A query got no place in the queue.");
		return ticket.id;
	}

	/** Starts the ticket's query if it is its turn. @returns null when the ticket is gone */
	async #advance(id: bigint): Promise<Place | null> {
		const identity = this.#identity;
		return this.#db().$transaction(async (tx) => {
			await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`query slots ${identity}`}, 0))`;
			const [place] = await tx.$queryRaw<Place[]>`
				UPDATE "QueryTicket" ticket
				SET "aliveUntil" = ${leaseEnd}, "startedAt" = CASE
					WHEN line.until IS NULL
						AND line.ahead < least(${MOST_AT_ONCE} - line.running, ${MOST_STARTS} - line.recent)
					THEN clock_timestamp() END
				FROM (
					SELECT
						count(*) FILTER (WHERE "startedAt" IS NOT NULL AND "endedAt" IS NULL
							AND "aliveUntil" >= clock_timestamp()) AS running,
						count(*) FILTER (WHERE "startedAt" >
							clock_timestamp() - ${STARTS_WINDOW_SECONDS} * interval '1 second') AS recent,
						count(*) FILTER (WHERE "startedAt" IS NULL AND "id" < ${id}
							AND "aliveUntil" >= clock_timestamp()) AS ahead,
						(SELECT "pausedUntil" FROM "QueryIdentity"
							WHERE "identity" = ${identity} AND "pausedUntil" > clock_timestamp()) AS until
					FROM "QueryTicket" WHERE "identity" = ${identity}
				) line
				WHERE ticket."id" = ${id} AND ticket."startedAt" IS NULL
				RETURNING ticket."startedAt" IS NOT NULL AS started, line.ahead::int AS ahead,
					line.until AS "pausedUntil"`;
			return place ?? null;
		});
	}

	#hold(id: bigint): { release(): Promise<void> } {
		const renew = setInterval(() => {
			this.#db().$executeRaw`
				UPDATE "QueryTicket" SET "aliveUntil" = ${leaseEnd} WHERE "id" = ${id} AND "endedAt" IS NULL`.catch(
				(error: unknown) => logger().warn({ err: error }, "query slot not renewed"),
			);
		}, RENEW_MS);
		renew.unref();
		let released = false;
		return {
			release: async () => {
				if (released) return;
				released = true;
				clearInterval(renew);
				await this.#leave(id);
			},
		};
	}

	/** Never throws: a ticket that cannot be given back lapses. */
	async #leave(id: bigint): Promise<void> {
		try {
			await this.#db().$transaction(async (tx) => {
				await tx.$executeRaw`DELETE FROM "QueryTicket" WHERE "id" = ${id} AND "startedAt" IS NULL`;
				await tx.$executeRaw`
					UPDATE "QueryTicket" SET "endedAt" = clock_timestamp() WHERE "id" = ${id} AND "endedAt" IS NULL`;
				await notify(tx, CHANNEL, this.#identity);
			});
		} catch (error) {
			logger().warn({ err: error }, "query slot not given back");
		}
	}
}

const leaseEnd = Prisma.sql`clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'`;

function waitOf({ ahead, pausedUntil }: Place): QueryWait {
	return pausedUntil ? { for: "service", until: pausedUntil } : { for: "slot", ahead };
}
