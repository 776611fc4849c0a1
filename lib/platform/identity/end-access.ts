import type { Transaction } from "@/lib/platform/db/client";
import { revokeSessions } from "./sessions";

/** Ends a person's sessions and API tokens for good: being enabled again brings none of them back. */
export async function endAccess(tx: Transaction, personId: string, now: Date): Promise<void> {
	await revokeSessions(tx, personId, now);
	await endTokensOf(tx, personId, now);
}

export async function endTokensOf(tx: Transaction, personId: string, now: Date): Promise<void> {
	await tx.apiToken.updateMany({ where: { personId, revokedAt: null }, data: { revokedAt: now } });
}
