import type { PersonActor } from "@/lib/platform/context/actor";
import type { Database, Transaction } from "@/lib/platform/db/client";
import { databaseNow, earlier, later } from "@/lib/platform/db/database-clock";
import type { Session } from "@/lib/platform/db/generated/client.ts";
import {
	CLOCK_SLACK_MS,
	ROTATION_GRACE_MS,
	SESSION_IDLE_MS,
	SESSION_LIFE_MS,
	SESSION_ROTATION_MS,
} from "./rules";
import { hashSecret, newSecret } from "./secret";

/** How often, at most, a session's last use is written down. */
const SEEN_INTERVAL_MS = 60_000;

export interface NewSession {
	readonly personId: string;
	readonly method: "provider" | "password";
	readonly userAgent: string | null;
	/** The provider's session (`sid`) and ID token, to sign out there as well. */
	readonly providerSession?: string;
	readonly idToken?: string;
}

export interface SessionToken {
	readonly id: string;
	/** For the cookie; kept nowhere else. */
	readonly token: string;
	readonly expiresAt: Date;
}

export async function openSession(tx: Transaction, now: Date, session: NewSession): Promise<SessionToken> {
	const token = newSecret();
	const expiresAt = new Date(now.getTime() + SESSION_LIFE_MS);
	const { id } = await tx.session.create({
		data: {
			...session,
			userAgent: session.userAgent?.slice(0, 300) ?? null,
			tokenHash: hashSecret(token),
			rotatedAt: now,
			createdAt: now,
			lastSeenAt: now,
			expiresAt,
		},
	});
	return { id, token, expiresAt };
}

export interface FoundSession {
	readonly sessionId: string;
	readonly actor: PersonActor;
	/** The token to use from now on; null while the present one stays good. */
	readonly next: SessionToken | null;
}

/**
 * The session behind a token, or null when it is unknown, revoked, idle for too long or over, or when its person
 * may not sign in any more. Notes that it is used, and rotates the token when its time has come.
 */
export async function resumeSession(
	db: Database,
	token: string,
	now: Date,
	options: { readonly rotate: boolean },
): Promise<FoundSession | null> {
	const hash = hashSecret(token);
	const session = await db.session.findFirst({
		where: { OR: [{ tokenHash: hash }, { previousHash: hash }] },
		include: { person: true },
	});
	if (session === null) return null;
	const { person } = session;
	const current = Buffer.from(session.tokenHash).equals(hash);
	const unseen = now.getTime() - session.lastSeenAt.getTime();
	const sinceRotation = sinceRotationOf(session, now);
	if (
		session.revokedAt !== null ||
		session.expiresAt <= now ||
		unseen > SESSION_IDLE_MS ||
		(!current && sinceRotation > ROTATION_GRACE_MS) ||
		person.role === null ||
		person.disabledAt !== null
	) {
		return null;
	}
	const { expiresAt } = await repairTimes(db, session, now);
	if (unseen > SEEN_INTERVAL_MS) {
		await db.session.update({ where: { id: session.id }, data: { lastSeenAt: now } });
		await db.person.update({ where: { id: person.id }, data: { lastSeenAt: now } });
	}
	const { id, name, verified, role, workspaces } = person;
	return {
		sessionId: session.id,
		actor: {
			kind: "person",
			id,
			name,
			verified,
			role,
			workspaces: workspaces.length === 0 ? null : workspaces,
		},
		next:
			options.rotate && current && sinceRotation > SESSION_ROTATION_MS
				? await rotate(db, { ...session, expiresAt }, now)
				: null,
	};
}

type Times = Pick<Session, "id" | "lastSeenAt" | "expiresAt">;

/**
 * Takes back what a clock that was ahead has given a session: none was used later than now, or has longer than one that
 * begins now. A clock that is behind changes nothing while the database's is right.
 */
async function repairTimes(db: Database, session: Times, now: Date): Promise<Times> {
	const beyond = (time: Date, ms: number) => time.getTime() - now.getTime() > ms + CLOCK_SLACK_MS;
	if (!beyond(session.lastSeenAt, 0) && !beyond(session.expiresAt, SESSION_LIFE_MS)) return session;
	const latest = later(now, await databaseNow(db));
	const repaired = {
		id: session.id,
		lastSeenAt: earlier(session.lastSeenAt, latest),
		expiresAt: earlier(session.expiresAt, new Date(latest.getTime() + SESSION_LIFE_MS)),
	};
	await db.session.update({ where: { id: session.id }, data: repaired });
	return repaired;
}

/** In milliseconds. A rotation that is yet to come was made while a clock was ahead: any time may have passed since. */
function sinceRotationOf({ rotatedAt }: { readonly rotatedAt: Date }, now: Date): number {
	const ms = now.getTime() - rotatedAt.getTime();
	return ms < -CLOCK_SLACK_MS ? Number.POSITIVE_INFINITY : ms;
}

/** Of several requests at once only one gets the new token; the others go on with the one they have. */
async function rotate(
	db: Database,
	session: { id: string; tokenHash: Uint8Array<ArrayBuffer>; expiresAt: Date },
	now: Date,
): Promise<SessionToken | null> {
	const token = newSecret();
	const { count } = await db.session.updateMany({
		where: { id: session.id, tokenHash: session.tokenHash },
		data: { tokenHash: hashSecret(token), previousHash: session.tokenHash, rotatedAt: now },
	});
	return count === 0 ? null : { id: session.id, token, expiresAt: session.expiresAt };
}

/** Ends a person's sessions, all of them or all but one. @returns how many it ended */
export async function revokeSessions(
	tx: Transaction,
	personId: string,
	now: Date,
	except: string | null = null,
): Promise<number> {
	const { count } = await tx.session.updateMany({
		where: { personId, revokedAt: null, ...(except === null ? {} : { id: { not: except } }) },
		data: { revokedAt: now },
	});
	return count;
}
