import type { Database } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { HUNT_ID, WORKSPACE_ID } from "@/test/findings/fixtures";

/**
 * Fills the table with findings as a year of hunts would leave them: 2,000 users, most findings decided, each
 * with its evidence. Written by SQL, since creating them is not what is measured.
 * @param seen `now`: all of them were found and decided just now; `event`: each when it happened, and decided half an
 *   hour later
 */
export async function fillFindings(
	db: Database,
	count: number,
	seen: "now" | "event" = "now",
): Promise<void> {
	const seenAt = Prisma.raw(seen === "now" ? "now()" : "now() - (n || ' minutes')::interval");
	const decidedAt = Prisma.raw(seen === "now" ? "now()" : "now() - ((n - 30) || ' minutes')::interval");
	await db.workspace.create({ data: { id: WORKSPACE_ID, kind: "local", name: "Local workspace" } });
	const run = await db.huntRun.create({
		data: {
			workspaceId: WORKSPACE_ID,
			huntId: HUNT_ID,
			huntName: "User clicked through events",
			huntVersion: "1.0.0",
			kql: "UrlClickEvents",
			windowFrom: new Date(0),
			windowTo: new Date(),
			requestedByName: "Bench",
		},
	});
	await db.$executeRaw`
		INSERT INTO "Finding" ("id", "workspaceId", "huntId", "identity", "status", "reportId", "accountUpn",
			"accountKey", "clickedThrough", "threatTypes", "eventAt", "hasEvidence", "url", "urlChain", "actionType",
			"workload", "ipAddress", "rows", "evidence", "searchText", "firstSeenAt", "lastSeenAt", "firstRunId",
			"lastRunId", "updatedAt", "verdict", "decidedAt", "decidedByName")
		SELECT gen_random_uuid(), ${WORKSPACE_ID}, ${HUNT_ID}, 'identity-' || n,
			CASE WHEN n % 20 = 0 THEN 'new' WHEN n % 20 < 15 THEN 'benign' ELSE 'triaged' END::"FindingStatus",
			'report-' || n, upn, upn, n % 3 = 0,
			CASE WHEN n % 10 = 0 THEN ARRAY['Phish', 'Malware'] ELSE ARRAY['Phish'] END,
			now() - (n || ' minutes')::interval, true, url, ARRAY[url], 'ClickAllowed',
			CASE WHEN n % 7 = 0 THEN 'Teams' ELSE 'Email' END, '192.0.2.' || n % 250,
			jsonb_build_array(jsonb_build_object('ReportId', 'report-' || n, 'AccountUpn', upn)),
			jsonb_build_array(jsonb_build_object('Url', url, 'AccountUpn', upn, 'UrlChain', repeat('x', 300))),
			upn || url, ${seenAt}, now(), ${run.id}::uuid, ${run.id}::uuid, now(),
			CASE WHEN n % 20 = 0 THEN NULL WHEN n % 20 < 15 THEN 'benign' ELSE 'triaged' END::"Verdict",
			CASE WHEN n % 20 = 0 THEN NULL ELSE ${decidedAt} END, CASE WHEN n % 20 = 0 THEN NULL ELSE 'Bench' END
		FROM generate_series(1, ${count}) AS n,
			LATERAL (SELECT 'user' || n % 2000 || '@contoso.example' AS upn,
				'https://phish-' || n % 97 || '.example/login?token=' || md5(n::text) AS url) AS made`;
	await db.$executeRaw(Prisma.raw('ANALYZE "Finding"'));
}
