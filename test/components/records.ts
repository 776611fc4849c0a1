/** Findings, cases and hunts as the API answers them, for component tests. */
import type { CaseBoard, CaseDetail, CaseSummary, LikelyCases } from "@/lib/cases/cases/schema";
import type { CaseStatus } from "@/lib/core/case-status";
import type { DecisionOutcome, DecisionResult } from "@/lib/decisions/schema";
import type { FindingDetail, FindingFacets, FindingSummary } from "@/lib/triage/findings/schema";

const AT = "2026-05-03T14:00:00.000Z";

/** A UUID that ends in a number. */
export const uuid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

export const BOB = { id: uuid(902), name: "Bob", verified: true };

export function finding(number: number, own: Partial<FindingSummary> = {}): FindingSummary {
	return {
		id: uuid(number),
		version: 1,
		status: "new",
		workspaceId: "local",
		huntId: "hunt",
		sample: false,
		accountUpn: `user${number}@contoso.example`,
		clickedThrough: true,
		threatTypes: ["Phish"],
		eventAt: AT,
		hasEvidence: true,
		url: "https://bad.example/",
		actionType: "ClickAllowed",
		workload: "Email",
		ipAddress: "192.0.2.1",
		firstSeenAt: AT,
		lastSeenAt: AT,
		decision: null,
		changes: null,
		...own,
	};
}

/** The same finding after another person decided it. */
export function decided(
	of: FindingSummary,
	verdict: "triaged" | "benign" | "escalated",
	by: { id: string; name: string; verified: boolean } = BOB,
): FindingSummary {
	const reason = verdict === "benign" ? ("legitimate_site" as const) : null;
	return {
		...of,
		version: of.version + 1,
		status: verdict,
		decision: { id: uuid(800), verdict, reason, note: null, at: AT, by },
	};
}

export function detail(of: FindingSummary): FindingDetail {
	return {
		...of,
		huntName: "Hunt",
		workspaceName: "Local",
		reportId: null,
		networkMessageId: null,
		urlChain: [],
		appName: null,
		detectionMethods: null,
		rows: [],
		evidence: [],
		activity: [],
		sameUser: 0,
		case: null,
	};
}

export function facets(findings: readonly FindingSummary[]): FindingFacets {
	const status = { new: 0, changed: 0, triaged: 0, benign: 0, escalated: 0 };
	for (const each of findings) status[each.status]++;
	return {
		matching: findings.length,
		status,
		threat: [],
		workload: [],
		click: { "clicked-through": 0, "not-clicked-through": 0, blocked: 0, other: 0, unknown: 0 },
	};
}

export function result(id: string | null, outcomes: readonly DecisionOutcome[]): DecisionResult {
	const count = (...kinds: string[]) => outcomes.filter(({ outcome }) => kinds.includes(outcome)).length;
	return {
		id,
		decided: count("decided", "undone"),
		conflicts: count("conflict"),
		notFound: count("not_found"),
		cases: [],
		outcomes,
	};
}

export function caseOf(number: number, own: Partial<CaseSummary> = {}): CaseSummary {
	return {
		id: uuid(500 + number),
		number,
		version: 1,
		workspaceId: "local",
		title: `Case ${number}`,
		severity: "medium",
		tlp: "amber",
		status: "open",
		classification: null,
		classificationReason: null,
		owner: null,
		dueAt: null,
		clocks: [],
		tags: [],
		nextAction: null,
		nextActionOwner: null,
		nextActionAt: null,
		waitingFor: null,
		waitingSince: null,
		createdAt: AT,
		createdBy: "Bob",
		updatedAt: AT,
		acknowledgedAt: null,
		containedAt: null,
		resolvedAt: null,
		closedAt: null,
		reopened: 0,
		mergedInto: null,
		findings: 1,
		sample: false,
		tasks: { all: 0, open: 0, blocking: 0 },
		...own,
	};
}

export function caseDetailOf(of: CaseSummary): CaseDetail {
	return {
		...of,
		workspaceName: "Local",
		closingNote: null,
		tactics: [],
		techniques: [],
		known: "",
		hypothesis: "",
		watchers: [],
		related: [],
		merged: [],
		statusUndo: true,
		comments: 0,
	};
}

/** @param more cases of a column that are not on its cards */
export function boardOf(
	cases: readonly CaseSummary[],
	more: Partial<Record<CaseStatus, number>> = {},
): CaseBoard {
	return {
		columns: (["open", "contained", "resolved", "closed"] as const).map((status) => {
			const items = cases.filter((each) => each.status === status);
			return { status, matching: items.length + (more[status] ?? 0), items };
		}),
	};
}

export function likely(own: Partial<LikelyCases> = {}): LikelyCases {
	return {
		cases: [],
		suggested: null,
		groups: [],
		title: "Clicks on bad.example",
		severity: "medium",
		...own,
	};
}
