import type { Transaction } from "@/lib/platform/db/client";
import { enqueuePush } from "@/lib/platform/jobs/incident-push";

/** Changes that come together go out together. */
const SETTLE_MS = 2_000;

/** A case has changed: if it has an incident, that follows. In the transaction of the change. */
export async function followIncident(tx: Transaction, caseId: string, now: Date): Promise<void> {
	const followed = await tx.$executeRaw`
		UPDATE "CaseIncident" SET "requested" = "requested" + 1,
			"nextAttemptAt" = coalesce("nextAttemptAt", ${now}::timestamptz)
		WHERE "caseId" = ${caseId}::uuid`;
	if (followed > 0) await enqueuePush(tx, caseId, new Date(now.getTime() + SETTLE_MS));
}
