import type { Database } from "@/lib/platform/db/client";
import { databaseNow, earlier } from "@/lib/platform/db/database-clock";
import { ENDED_SESSIONS_KEPT_MS, FAILURES_KEPT_MS, SESSION_IDLE_MS } from "./rules";

/**
 * Deletes what is over: sessions a week after their end, sign-ins that never came back from the provider, and
 * wrong passwords nobody has followed up. The audit keeps who signed in when. A clock that is ahead of the other one
 * ends nothing.
 */
export async function forgetEnded(db: Database, own: Date): Promise<void> {
	const counted = await databaseNow(db);
	const now = earlier(own, counted);
	const before = (time: Date, ms: number) => new Date(time.getTime() - ms);
	const ago = (ms: number) => before(now, ms);
	const ended = ago(ENDED_SESSIONS_KEPT_MS);
	await db.session.deleteMany({
		where: {
			OR: [
				{ revokedAt: { lt: ended } },
				{ expiresAt: { lt: ended } },
				{ lastSeenAt: { lt: ago(ENDED_SESSIONS_KEPT_MS + SESSION_IDLE_MS) } },
			],
		},
	});
	await db.signInAttempt.deleteMany({ where: { expiresAt: { lt: now } } });
	await db.passwordGuard.deleteMany({ where: { updatedAt: { lt: before(counted, FAILURES_KEPT_MS) } } });
}
