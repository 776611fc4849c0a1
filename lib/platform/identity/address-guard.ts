import { createHash } from "node:crypto";
import { AppError } from "@/lib/core/errors";
import type { Database } from "@/lib/platform/db/client";
import { databaseNow } from "@/lib/platform/db/database-clock";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { ADDRESS_FAILURE_MS, ADDRESS_FAILURES, CLOCK_SLACK_MS } from "./rules";

/** A sign-in from an address, under way. */
export interface AddressAttempt {
	/** It was no failure: takes only itself back. */
	unfinished(): Promise<void>;
}

/**
 * Counts a sign-in as failed for its address before anything is compared, for all replicas alike. Its row of
 * PasswordGuard holds in `lockedUntil` when all that failed will be forgotten (the generic cell rate algorithm), by the
 * database's clock. What lies further ahead than can be spent was counted while that clock was wrong, and is forgotten.
 * @throws AppError `rate_limited` when too many have failed from there
 */
export async function beginFromAddress(db: Database, address: string | undefined): Promise<AddressAttempt> {
	if (address === undefined) return { unfinished: async () => {} };
	const key = new Uint8Array(createHash("sha256").update(`address\n${address}`).digest());
	const now = await databaseNow(db);
	const most = new Date(now.getTime() + ADDRESS_FAILURES * ADDRESS_FAILURE_MS + CLOCK_SLACK_MS);
	const spent = Prisma.sql`CASE WHEN guard."lockedUntil" BETWEEN ${now} AND ${most} THEN guard."lockedUntil"
		ELSE ${now}::timestamptz END`;
	const room = new Date(now.getTime() + (ADDRESS_FAILURES - 1) * ADDRESS_FAILURE_MS);
	const counted = await db.$executeRaw`
		INSERT INTO "PasswordGuard" AS guard ("key", "failures", "lockedUntil", "updatedAt")
		VALUES (${key}, 0, ${now}::timestamptz + ${ADDRESS_FAILURE_MS} * interval '1 millisecond', ${now})
		ON CONFLICT ("key") DO UPDATE SET
			"lockedUntil" = ${spent} + ${ADDRESS_FAILURE_MS} * interval '1 millisecond',
			"updatedAt" = ${now}
		WHERE ${spent} <= ${room}`;
	if (counted === 0) {
		const seconds = Math.ceil(ADDRESS_FAILURE_MS / 1000);
		throw new AppError("rate_limited", "Too many failed sign-ins from your address.", {
			remedy: "Wait a minute, then try again.",
			details: { retryAfterSeconds: seconds },
		});
	}
	return {
		async unfinished() {
			await db.$executeRaw`UPDATE "PasswordGuard"
				SET "lockedUntil" = "lockedUntil" - ${ADDRESS_FAILURE_MS} * interval '1 millisecond' WHERE "key" = ${key}`;
		},
	};
}
