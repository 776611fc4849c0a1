import type { Database } from "@/lib/platform/db/client";

/** Every snapshot that the database keeps, as it was written, for anyone who proves them against the audit. */
export async function storedSnapshots(
	db: Database,
): Promise<{ readonly number: number; readonly text: string }[]> {
	return await db.$queryRaw`SELECT "number", "snapshot"::text AS "text" FROM "Handover"
		WHERE "snapshot" IS NOT NULL ORDER BY "number"`;
}
