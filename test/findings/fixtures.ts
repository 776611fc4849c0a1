import type { Role } from "@/lib/core/roles";
import type { Actor, PersonActor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Database } from "@/lib/platform/db/client";
import { sessionCookieName } from "@/lib/platform/http/session-cookie";
import { openSession } from "@/lib/platform/identity/sessions";
import type { Row } from "@/lib/sources/workspaces/client";
import { type IngestCounts, ingest } from "@/lib/triage/findings/ingest";
import { EvidenceShelf, observe } from "@/lib/triage/findings/observe";

/** For tests: rows as the seed hunt returns them, and what a verb needs around them. */

export const HUNT_ID = "f075d4c4-cf76-4e5d-9c2d-9ed524286316";
export const WORKSPACE_ID = "local";

export function testContext(db: Database, actor: Actor, now: () => Date = () => new Date()): Context {
	return { actor, db, requestId: null, now, sessionId: null };
}

export async function addPerson(db: Database, name: string, role: Role = "analyst"): Promise<PersonActor> {
	const { id, verified } = await db.person.create({ data: { name, role } });
	return { kind: "person", id, name, verified, role, workspaces: null };
}

/** The Cookie header of a browser that this person has signed in with. */
export async function cookieOf(db: Database, { id }: PersonActor): Promise<string> {
	const { token } = await db.$transaction((tx) =>
		openSession(tx, new Date(), { personId: id, method: "password", userAgent: null }),
	);
	return `${sessionCookieName()}=${token}`;
}

/** A click as UrlClickEvents holds it; the seed hunt's columns are among its own. */
export function clickRow(n: number, over: Partial<Row> = {}): Row {
	return {
		ReportId: `report-${n}`,
		IsClickedThrough: false,
		AccountUpn: `user${n % 7}@contoso.example`,
		NetworkMessageId: `message-${n}`,
		ThreatTypes: "Phish",
		TimeGenerated: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
		Url: `https://phish-${n % 5}.example/login?token=${n}`,
		UrlChain: `["https://phish-${n % 5}.example/login"]`,
		ActionType: "ClickAllowed",
		Workload: n % 3 === 0 ? "Teams" : "Email",
		IPAddress: `192.0.2.${n % 250}`,
		...over,
	};
}

/** Ingests clicks as a run of the seed hunt would, and returns the run's counts. */
export async function seedFindings(
	db: Database,
	rows: readonly Row[],
	at = new Date(),
	workspaceId = WORKSPACE_ID,
	{ sample = false } = {},
): Promise<IngestCounts> {
	await db.workspace.upsert({
		where: { id: workspaceId },
		create: { id: workspaceId, kind: "local", name: "Local workspace" },
		update: {},
	});
	const run = await db.huntRun.create({
		data: {
			workspaceId,
			huntId: HUNT_ID,
			huntName: "User clicked through events",
			huntVersion: "1.0.0",
			kql: "UrlClickEvents",
			windowFrom: new Date(0),
			windowTo: at,
			status: "succeeded",
			sample,
			requestedByName: "Test",
		},
	});
	const shelf = new EvidenceShelf("ReportId");
	for (const row of rows) shelf.add(row);
	const findings = observe(rows, null).map((finding) => ({ ...finding, evidence: shelf.of(finding) }));
	return db.$transaction((tx) =>
		ingest(tx, { workspaceId, huntId: HUNT_ID, runId: run.id, at, sample, findings }),
	);
}
