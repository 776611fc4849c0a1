import { now } from "@/lib/platform/config/clock";
import type { Actor } from "@/lib/platform/context/actor";
import { type Database, database } from "@/lib/platform/db/client";

/** A request's hold on an Idempotency-Key. */
export interface Reservation {
	readonly actorId: string;
	readonly key: string;
	/** The id of the request that holds it. */
	readonly holder: string;
}

/** What every verb is given: who asks, with what, when, and for which request. */
export interface Context {
	readonly actor: Actor;
	readonly db: Database;
	/** Names the request in logs and in the audit; null outside one. */
	readonly requestId: string | null;
	readonly now: () => Date;
	/** The session the request came with; null for tokens, jobs and the local administrator. */
	readonly sessionId: string | null;
	/** Under which Idempotency-Key this is done: recordAudit commits the two together (lib/platform/context/idempotency.ts). */
	readonly reservation?: Reservation;
}

export function createContext(
	actor: Actor,
	requestId: string | null = null,
	sessionId: string | null = null,
): Context {
	return { actor, db: database(), requestId, now, sessionId };
}
