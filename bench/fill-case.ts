import type { Database } from "@/lib/platform/db/client";
import { HUNT_ID, WORKSPACE_ID } from "@/test/findings/fixtures";
import { fillFindings } from "./fill-findings";

/**
 * A case of `count` findings with three rows of evidence each, and as many events, comments and decisions as make up
 * five entries of its timeline for each finding. Written by SQL, since creating them is not what is measured.
 * @returns the case's id
 */
export async function fillCase(db: Database, count: number): Promise<string> {
	await fillFindings(db, 50 * count);
	const at = new Date();
	const { id } = await db.case.create({
		data: {
			workspaceId: WORKSPACE_ID,
			title: "A campaign",
			severity: "high",
			createdAt: at,
			createdByName: "Bench",
			updatedAt: at,
		},
	});
	await db.$executeRaw`INSERT INTO "CaseFinding" ("findingId", "caseId", "addedAt", "addedByName")
		SELECT "id", ${id}::uuid, now(), 'Bench' FROM "Finding" WHERE "huntId" = ${HUNT_ID} ORDER BY "identity"
		LIMIT ${count}`;
	await db.$executeRaw`UPDATE "Finding" f SET "evidence" = (
			SELECT jsonb_agg(f."evidence"->0 || jsonb_build_object('ActionType', 'ClickAllowed', 'IPAddress', f."ipAddress",
				'TimeGenerated', to_char(f."eventAt" - n * interval '7 seconds', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
			FROM generate_series(0, 2) AS n)
		FROM "CaseFinding" l WHERE l."findingId" = f."id"`;
	await db.$executeRaw`INSERT INTO "FindingEvent" ("id", "findingId", "kind", "at", "actorName", "actorVerified",
			"decisionId", "verdict", "version")
		SELECT gen_random_uuid(), "findingId", 'decided', now() - row_number() OVER () * interval '1 minute', 'Bench', true,
			gen_random_uuid(), 'escalated', 2
		FROM "CaseFinding" WHERE "caseId" = ${id}::uuid`;
	await db.$executeRaw`INSERT INTO "CaseEvent" ("id", "caseId", "kind", "at", "actorName", "actorVerified", "data")
		SELECT gen_random_uuid(), ${id}::uuid, CASE WHEN n % 2 = 0 THEN 'task_changed' ELSE 'updated' END,
			now() - n * interval '1 minute', 'Bench', true, jsonb_build_object('title', 'Task ' || n)
		FROM generate_series(1, ${Math.round(count * 0.9)}) AS n`;
	await db.$executeRaw`INSERT INTO "CaseComment" ("id", "caseId", "body", "authorName", "at")
		SELECT gen_random_uuid(), ${id}::uuid, repeat('What was found out. ', 10), 'Bench', now() - n * interval '9 minutes'
		FROM generate_series(1, ${Math.round(count * 0.1)}) AS n`;
	await db.$executeRaw`ANALYZE`;
	return id;
}
