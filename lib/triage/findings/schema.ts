import { z } from "zod";
import type { CaseName } from "@/lib/core/case-name";
import { listOf } from "@/lib/core/input/list-of";
import { instant } from "@/lib/core/time";
import {
	BENIGN_REASONS,
	CLICK_KINDS,
	type ClickKind,
	FINDING_STATUSES,
	type FindingChanges,
	threatType,
	VERDICTS,
} from "./rules";

/** How findings may be ordered. Every order ends in the id, so that pages never overlap. */
export const FINDING_SORTS = ["eventAt", "accountUpn", "lastSeenAt", "decidedAt"] as const;
export type FindingSort = (typeof FINDING_SORTS)[number];

/** Which findings; every member narrows, and a list means any of its members. */
export const findingFilter = z.object({
	hunt: listOf(z.string().max(200)),
	workspace: listOf(z.string().max(200)),
	/** Account UPNs, compared without letter case and without blanks around them. */
	user: listOf(z.string().trim().min(1).max(320).toLowerCase(), 100),
	status: listOf(z.enum(FINDING_STATUSES)),
	/** Compared without letter case, as workloads are. */
	threat: listOf(z.string().min(1).max(100).overwrite(threatType)),
	workload: listOf(z.string().trim().min(1).max(100)),
	/** What became of the click, as the list shows it: see `clickKind` in rules.ts. */
	click: listOf(z.enum(CLICK_KINDS)),
	/** Event time, from (inclusive) and to (exclusive). */
	from: instant.optional(),
	to: instant.optional(),
	/**
	 * Words that each stand in account, URL, report id, message id, IP address, app or note, without letter case.
	 * A defanged address is found as what it stands for.
	 */
	text: z.string().trim().max(200).optional(),
	/** Only findings from generated sample data, or only the others. */
	sample: z.enum(["yes", "no"]).optional(),
	/** Findings that this run saw. */
	run: z.uuid().optional(),
	/** Findings of this case; `none`: those in no case. */
	case: z.union([z.uuid(), z.literal("none")]).optional(),
	/** Pairs of one click, stored twice for a blank or the letter case of the account, that are still to be settled. */
	twins: z.literal("yes").optional(),
	/** When it was first seen, from (inclusive) and to (exclusive). */
	firstSeenFrom: instant.optional(),
	firstSeenTo: instant.optional(),
	/** When its standing decision was made, and as what, why and by whom. */
	decidedFrom: instant.optional(),
	decidedTo: instant.optional(),
	verdict: listOf(z.enum(VERDICTS)),
	reason: listOf(z.enum(BENIGN_REASONS)),
	/** A person's id, or a token's. */
	decidedBy: z.uuid().optional(),
	/** When it came back after a decision: its evidence changed, or the decision was undone. */
	reopenedFrom: instant.optional(),
	reopenedTo: instant.optional(),
});
export type FindingFilter = z.infer<typeof findingFilter>;

export const PAGE_LIMIT = 200;

export const findingListInput = findingFilter.extend({
	sort: z.enum(FINDING_SORTS).default("eventAt"),
	order: z.enum(["asc", "desc"]).default("desc"),
	cursor: z.string().max(1_000).optional(),
	limit: z.coerce.number().int().min(1).max(PAGE_LIMIT).default(50),
});
export type FindingListInput = z.input<typeof findingListInput>;
export type FindingListQuery = z.infer<typeof findingListInput>;

/** A finding as a list shows it. Instants are ISO 8601 in UTC. */
export interface FindingSummary {
	readonly id: string;
	readonly version: number;
	readonly status: (typeof FINDING_STATUSES)[number];
	readonly workspaceId: string;
	readonly huntId: string;
	/** Only runs over generated sample data have seen it. */
	readonly sample: boolean;
	readonly accountUpn: string | null;
	readonly clickedThrough: boolean | null;
	readonly threatTypes: readonly string[];
	/** Evidence time; while there is no evidence, when the finding was first seen. */
	readonly eventAt: string;
	readonly hasEvidence: boolean;
	/** As the event holds it: show it defanged (lib/core/defang.ts), never as a link. */
	readonly url: string | null;
	readonly actionType: string | null;
	readonly workload: string | null;
	readonly ipAddress: string | null;
	readonly firstSeenAt: string;
	readonly lastSeenAt: string;
	readonly decision: FindingDecision | null;
	readonly changes: FindingChanges | null;
}

export interface FindingDecision {
	/** The decision it was part of; an undo names it. */
	readonly id: string | null;
	readonly verdict: (typeof VERDICTS)[number];
	readonly reason: (typeof BENIGN_REASONS)[number] | null;
	readonly note: string | null;
	readonly at: string;
	readonly by: PersonRef;
}

export interface PersonRef {
	/** Null for the system. */
	readonly id: string | null;
	readonly name: string;
	readonly verified: boolean;
	/** Who an unverified name turned out to be. */
	readonly linkedTo?: { readonly id: string; readonly name: string };
}

export interface FindingDetail extends FindingSummary {
	readonly huntName: string;
	readonly workspaceName: string;
	readonly reportId: string | null;
	readonly networkMessageId: string | null;
	readonly urlChain: readonly string[];
	readonly appName: string | null;
	readonly detectionMethods: string | null;
	/** What the hunt returned, a row each. */
	readonly rows: readonly Record<string, unknown>[];
	/** What the evidence query returned, a row each, oldest first. */
	readonly evidence: readonly Record<string, unknown>[];
	/** Oldest first. */
	readonly activity: readonly FindingActivity[];
	/** Other findings of the same account in this hunt. */
	readonly sameUser: number;
	/** The case it is followed in. */
	readonly case: CaseName | null;
}

export interface FindingActivity {
	readonly id: string;
	readonly kind: "found" | "changed" | "decided" | "undone";
	readonly at: string;
	readonly by: PersonRef;
	readonly runId: string | null;
	readonly verdict: (typeof VERDICTS)[number] | null;
	readonly reason: (typeof BENIGN_REASONS)[number] | null;
	readonly note: string | null;
	readonly changes: FindingChanges | null;
	/** Of a decision and its undo. */
	readonly decision: ActivityDecision | null;
}

/** What an undo of a decision would do. */
export interface ActivityDecision {
	readonly id: string;
	/** How many findings it decided. */
	readonly findings: number;
	/** How this finding stood before it. */
	readonly before: (typeof FINDING_STATUSES)[number];
	/** The case whose closing it came with: undone there, and not alone. */
	readonly closing: { readonly id: string; readonly number: number } | null;
}

/** A page of findings. `nextCursor` is null on the last one. */
export interface FindingPage {
	readonly items: readonly FindingSummary[];
	readonly nextCursor: string | null;
	/** When the page was read: pass it as `asOf` to decide all that match. */
	readonly asOf: string;
}

/** What the filter leaves, counted. Each facet ignores its own filter, so that its other choices stay visible. */
export interface FindingFacets {
	/** Findings that match the whole filter. */
	readonly matching: number;
	readonly status: Readonly<Record<(typeof FINDING_STATUSES)[number], number>>;
	readonly threat: readonly FacetValue[];
	readonly workload: readonly FacetValue[];
	readonly click: Readonly<Record<ClickKind, number>>;
}

export interface FacetValue {
	readonly value: string;
	readonly count: number;
}

/** A user of the type-ahead. */
export interface FindingUser {
	/** Lower-cased UPN: what the `user` filter takes. */
	readonly key: string;
	readonly upn: string;
	readonly findings: number;
	readonly open: number;
}

export const userSearchInput = z.object({
	text: z.string().trim().max(200).default(""),
	limit: z.coerce.number().int().min(1).max(100).default(20),
	hunt: listOf(z.string().max(200)),
});
