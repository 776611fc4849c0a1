/** What the routes of findings answer, for the API's document. Each schema is held to its type in schema.ts. */
import { z } from "zod";
import { caseName } from "@/lib/core/case-name";
import { BENIGN_REASONS, CLICK_KINDS, FINDING_STATUSES, VERDICTS } from "./rules";
import type { FindingDetail, FindingFacets, FindingPage, FindingSummary, FindingUser } from "./schema";

const instant = z.iso.datetime();
const person = z
	.object({
		id: z.string().nullable(),
		name: z.string(),
		verified: z.boolean(),
		linkedTo: z.object({ id: z.string(), name: z.string() }).exactOptional(),
	})
	.meta({ id: "PersonRef" });

const changes = z
	.object({
		clickedThrough: z.object({ from: z.boolean().nullable(), to: z.literal(true) }).exactOptional(),
		threatTypesAdded: z.array(z.string()).exactOptional(),
	})
	.meta({ id: "FindingChanges", description: "What changed since the decision in a way that matters." });

export const findingSummary = z
	.object({
		id: z.uuid(),
		version: z.int().meta({ description: "The version that a decision names, and the ETag of the finding." }),
		status: z.enum(FINDING_STATUSES),
		workspaceId: z.string(),
		huntId: z.string(),
		sample: z.boolean(),
		accountUpn: z.string().nullable(),
		clickedThrough: z.boolean().nullable(),
		threatTypes: z.array(z.string()),
		eventAt: instant,
		hasEvidence: z.boolean(),
		url: z.string().nullable().meta({ description: "As in the event: hostile. Never open it." }),
		actionType: z.string().nullable(),
		workload: z.string().nullable(),
		ipAddress: z.string().nullable(),
		firstSeenAt: instant,
		lastSeenAt: instant,
		decision: z
			.object({
				id: z.uuid().nullable(),
				verdict: z.enum(VERDICTS),
				reason: z.enum(BENIGN_REASONS).nullable(),
				note: z.string().nullable(),
				at: instant,
				by: person,
			})
			.nullable(),
		changes: changes.nullable(),
	})
	.meta({ id: "Finding" }) satisfies z.ZodType<FindingSummary>;

const rows = z.array(z.record(z.string(), z.unknown()));

export const findingDetail = findingSummary
	.extend({
		huntName: z.string(),
		workspaceName: z.string(),
		reportId: z.string().nullable(),
		networkMessageId: z.string().nullable(),
		urlChain: z.array(z.string()),
		appName: z.string().nullable(),
		detectionMethods: z.string().nullable(),
		rows,
		evidence: rows,
		activity: z.array(
			z.object({
				id: z.uuid(),
				kind: z.enum(["found", "changed", "decided", "undone"]),
				at: instant,
				by: person,
				runId: z.uuid().nullable(),
				verdict: z.enum(VERDICTS).nullable(),
				reason: z.enum(BENIGN_REASONS).nullable(),
				note: z.string().nullable(),
				changes: changes.nullable(),
				decision: z
					.object({
						id: z.uuid(),
						findings: z.int(),
						before: z.enum(FINDING_STATUSES),
						closing: z.object({ id: z.uuid(), number: z.int() }).nullable(),
					})
					.nullable()
					.meta({ description: "For a decision and its undo: what undoing it would do." }),
			}),
		),
		sameUser: z.int(),
		case: caseName.nullable(),
	})
	.meta({ id: "FindingDetail" }) satisfies z.ZodType<FindingDetail>;

export const findingPage = z.object({
	items: z.array(findingSummary),
	nextCursor: z.string().nullable(),
	asOf: instant,
}) satisfies z.ZodType<FindingPage>;

const facet = z.array(z.object({ value: z.string(), count: z.int() }));
export const findingFacetCounts = z.object({
	matching: z.int(),
	status: z.record(z.enum(FINDING_STATUSES), z.int()),
	threat: facet,
	workload: facet,
	click: z.record(z.enum(CLICK_KINDS), z.int()),
}) satisfies z.ZodType<FindingFacets>;

export const findingUsers = z.object({
	items: z.array(
		z.object({ key: z.string(), upn: z.string(), findings: z.int(), open: z.int() }),
	) satisfies z.ZodType<FindingUser[]>,
});
