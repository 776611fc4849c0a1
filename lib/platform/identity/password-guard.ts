import { createHash } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import type { Database } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/database-clock";
import type { PasswordGuard } from "@/lib/platform/db/generated/client.ts";
import { CLOCK_SLACK_MS, FAILURES_KEPT_MS, lockMs } from "./rules";

/** An attempt at a login's password or code, under way. */
export interface PasswordAttempt {
	/** When the next attempt may be made, should this one fail; null: at once. */
	readonly lockedUntil: Date | null;
	/** Wrong attempts in a row, with this one. */
	readonly failures: number;
	/** It was right: forgets the wrong ones. */
	succeeded(): Promise<void>;
	/** It was right so far, and more is asked for: takes only itself back. */
	unfinished(): Promise<void>;
}

/**
 * Counts an attempt as wrong before anything is compared, so that attempts at once cannot all be made before the
 * first of them counts. The same for logins that nobody has. Counted by the database's clock; a lock that lies further
 * ahead than its failures are worth was made while that clock was wrong, and holds no more.
 * @throws AppError `unauthenticated` (details: `reason: "locked"`, `retryAt`) while the login is locked.
 */
export async function beginAttempt(db: Database, login: string): Promise<PasswordAttempt> {
	const key = new Uint8Array(createHash("sha256").update(login).digest());
	const { failures, lockedUntil } = await db.$transaction(async (tx) => {
		const started = await databaseNow(tx);
		await tx.$executeRaw`INSERT INTO "PasswordGuard" ("key", "failures", "updatedAt") VALUES (${key}, 0, ${started})
			ON CONFLICT DO NOTHING`;
		await tx.$executeRaw`SELECT 1 FROM "PasswordGuard" WHERE "key" = ${key} FOR UPDATE`;
		const guard = await tx.passwordGuard.findUniqueOrThrow({ where: { key } });
		// After the wait for the row, which another attempt may have held.
		const now = await databaseNow(tx);
		if (isLocked(guard, now)) throw locked(guard.lockedUntil, now);
		const forgotten = now.getTime() - guard.updatedAt.getTime() > FAILURES_KEPT_MS;
		const failures = forgotten ? 1 : guard.failures + 1;
		const lock = lockMs(failures);
		const lockedUntil = lock === 0 ? null : new Date(now.getTime() + lock);
		await tx.passwordGuard.update({ where: { key }, data: { failures, lockedUntil, updatedAt: now } });
		return { failures, lockedUntil };
	});
	return {
		failures,
		lockedUntil,
		async succeeded() {
			await db.passwordGuard.deleteMany({ where: { key } });
		},
		async unfinished() {
			await db.passwordGuard.updateMany({
				where: { key, failures: { gt: 0 } },
				data: { failures: { decrement: 1 }, lockedUntil: null },
			});
		},
	};
}

type Locked = PasswordGuard & { readonly lockedUntil: Date };

function isLocked(guard: PasswordGuard, now: Date): guard is Locked {
	const { lockedUntil, failures } = guard;
	if (lockedUntil === null || lockedUntil <= now) return false;
	return lockedUntil.getTime() - now.getTime() <= lockMs(failures) + CLOCK_SLACK_MS;
}

function locked(until: Date, now: Date): AppError {
	const seconds = Math.ceil((until.getTime() - now.getTime()) / 1000);
	const wait = seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
	return new AppError("unauthenticated", "Too many wrong attempts for this login.", {
		remedy: `Try again in ${wait}.`,
		details: { reason: "locked", retryAt: until.toISOString() },
	});
}
