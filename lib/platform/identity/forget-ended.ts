import type { Database } from "@/lib/platform/db/client";
import { ENDED_SESSIONS_KEPT_MS, FAILURES_KEPT_MS, SESSION_IDLE_MS } from "./rules";

/**
 * Deletes what is over: sessions a week after their end, sign-ins that never came back from the provider, and
 * wrong passwords nobody has followed up. The audit keeps who signed in when.
 */
export async function forgetEnded(db: Database, now: Date): Promise<void> {
	const ago = (ms: number) => new Date(now.getTime() - ms);
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
	await db.passwordGuard.deleteMany({ where: { updatedAt: { lt: ago(FAILURES_KEPT_MS) } } });
}
