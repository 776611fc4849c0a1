import { z } from "zod";
import { type Answer, utcInstant } from "@/lib/core/answer";
import { caseName } from "@/lib/core/case-name";
import { choices, filterSchema, list, one, time, words } from "@/lib/core/filters";
import { listOf } from "@/lib/core/input/list-of";
import { refang } from "@/lib/core/search-words";
import { BENIGN_REASONS, CLICK_KINDS, FINDING_STATUSES, threatType, VERDICTS } from "./rules";

/** How findings may be ordered. Every order ends in the id, so that pages never overlap. */
export const FINDING_SORTS = ["eventAt", "accountUpn", "lastSeenAt", "decidedAt"] as const;
export type FindingSort = (typeof FINDING_SORTS)[number];

/** An IP address, defanged or not. */
const address = z
	.string()
	.overwrite((text) => refang(text.trim().toLowerCase()))
	.refine((text) => z.union([z.ipv4(), z.ipv6()]).safeParse(text).success, "Not an IP address.")
	// JSON Schema can't see what `refine` asks.
	.meta({
		anyOf: [
			{ type: "string", format: "ipv4" },
			{ type: "string", format: "ipv6" },
		],
	});

/** The filters of findings, in the order of their chips. The SQL of each: where.ts. */
export const FINDING_FILTERS = {
	status: choices("Status", FINDING_STATUSES),
	/** Account UPNs, compared without letter case and without blanks around them. */
	user: list("User", z.string().trim().min(1).max(320).toLowerCase(), undefined, 100),
	/** What became of the click, as the list shows it: see `clickKind` in rules.ts. */
	click: choices("Click", CLICK_KINDS),
	/** Compared without letter case, as workloads are. */
	threat: list("Threat type", z.string().min(1).max(100).overwrite(threatType)),
	workload: list("Workload", z.string().trim().min(1).max(100)),
	/** Compared as addresses: an IPv6 one in any of its spellings. */
	ip: list("IP address", address, "IP addresses such as 203.0.113.7 or 2001:db8::7."),
	/** Event time. */
	from: time("From"),
	to: time("Until"),
	hunt: list("Hunt", z.string().max(200)),
	workspace: list("Workspace", z.string().max(200)),
	/** Only findings from generated sample data, or only the others. */
	sample: one("Data", z.enum(["yes", "no"]), "yes or no."),
	/** Findings that this run saw. */
	run: one("Seen by one run", z.uuid(), "The id of a run."),
	firstSeenFrom: time("First seen from"),
	firstSeenTo: time("First seen until"),
	/** When its standing decision was made, and as what, why and by whom. */
	decidedFrom: time("Decided from"),
	decidedTo: time("Decided until"),
	/** When it came back after a decision: its evidence changed, or the decision was undone. */
	reopenedFrom: time("Came back from"),
	reopenedTo: time("Came back until"),
	verdict: choices("Verdict", VERDICTS),
	reason: choices("Reason", BENIGN_REASONS),
	/** A person's id, or a token's. */
	decidedBy: one("Decided by one person", z.uuid(), "The id of a person."),
	/** Findings of this case; `none`: those in no case. */
	case: one("In one case", z.union([z.uuid(), z.literal("none")]), "The id of a case, or none."),
	/** Pairs of one click, stored twice for a blank or the letter case of the account, that are still to be settled. */
	twins: one("Stored twice", z.literal("yes"), "yes."),
	/**
	 * Words that each stand in account, URL, report id, message id, IP address, app or note, without letter case.
	 * A defanged address is found as what it stands for.
	 */
	text: words(),
};

/** Which findings; every member narrows, and a list means any of its members. */
export const findingFilter = filterSchema(FINDING_FILTERS);
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

const person = z
	.object({
		/** Null for the system. */
		id: z.string().nullable(),
		name: z.string(),
		verified: z.boolean(),
		/** Who an unverified name turned out to be. */
		linkedTo: z.object({ id: z.string(), name: z.string() }).exactOptional(),
	})
	.meta({ id: "PersonRef" });
export type PersonRef = Answer<typeof person>;

const changes = z
	.object({
		clickedThrough: z.object({ from: z.boolean().nullable(), to: z.literal(true) }).exactOptional(),
		threatTypesAdded: z.array(z.string()).exactOptional(),
	})
	.meta({ id: "FindingChanges", description: "What changed since the decision in a way that matters." });

/** A finding as a list shows it. Instants are ISO 8601 in UTC. */
export const findingSummary = z
	.object({
		id: z.uuid(),
		version: z.int().meta({ description: "The version that a decision names, and the ETag of the finding." }),
		status: z.enum(FINDING_STATUSES),
		workspaceId: z.string(),
		huntId: z.string(),
		/** Only runs over generated sample data have seen it. */
		sample: z.boolean(),
		accountUpn: z.string().nullable(),
		clickedThrough: z.boolean().nullable(),
		threatTypes: z.array(z.string()),
		/** Evidence time; while there is no evidence, when the finding was first seen. */
		eventAt: utcInstant,
		hasEvidence: z.boolean(),
		/** Show it defanged (lib/core/defang.ts), never as a link. */
		url: z.string().nullable().meta({ description: "As in the event: hostile. Never open it." }),
		actionType: z.string().nullable(),
		workload: z.string().nullable(),
		ipAddress: z.string().nullable(),
		firstSeenAt: utcInstant,
		lastSeenAt: utcInstant,
		decision: z
			.object({
				/** The decision it was part of; an undo names it. */
				id: z.uuid().nullable(),
				verdict: z.enum(VERDICTS),
				reason: z.enum(BENIGN_REASONS).nullable(),
				note: z.string().nullable(),
				at: utcInstant,
				by: person,
			})
			.nullable(),
		changes: changes.nullable(),
	})
	.meta({ id: "Finding" });
export type FindingSummary = Answer<typeof findingSummary>;
export type FindingDecision = NonNullable<FindingSummary["decision"]>;

/** A row each. */
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
		/** What the hunt returned. */
		rows,
		/** What the evidence query returned, oldest first. */
		evidence: rows,
		/** Oldest first. */
		activity: z.array(
			z.object({
				id: z.uuid(),
				kind: z.enum(["found", "changed", "decided", "undone"]),
				at: utcInstant,
				by: person,
				runId: z.uuid().nullable(),
				verdict: z.enum(VERDICTS).nullable(),
				reason: z.enum(BENIGN_REASONS).nullable(),
				note: z.string().nullable(),
				changes: changes.nullable(),
				decision: z
					.object({
						id: z.uuid(),
						/** How many findings it decided. */
						findings: z.int(),
						/** How this finding stood before it. */
						before: z.enum(FINDING_STATUSES),
						/** The case whose closing it came with: undone there, and not alone. */
						closing: z.object({ id: z.uuid(), number: z.int() }).nullable(),
					})
					.nullable()
					.meta({ description: "For a decision and its undo: what undoing it would do." }),
			}),
		),
		/** Other findings of the same account in this hunt. */
		sameUser: z.int(),
		/** The case it is followed in. */
		case: caseName.nullable(),
	})
	.meta({ id: "FindingDetail" });
export type FindingDetail = Answer<typeof findingDetail>;
export type FindingActivity = FindingDetail["activity"][number];
export type ActivityDecision = NonNullable<FindingActivity["decision"]>;

/** A page of findings. `nextCursor` is null on the last one. */
export const findingPage = z.object({
	items: z.array(findingSummary),
	nextCursor: z.string().nullable(),
	/** When the page was read: pass it as `asOf` to decide all that match. */
	asOf: utcInstant,
});
export type FindingPage = Answer<typeof findingPage>;

const facet = z.array(z.object({ value: z.string(), count: z.int() }));

/** What the filter leaves, counted. Each facet ignores its own filter, so that its other choices stay visible. */
export const findingFacetCounts = z.object({
	/** Findings that match the whole filter. */
	matching: z.int(),
	status: z.record(z.enum(FINDING_STATUSES), z.int()),
	threat: facet,
	workload: facet,
	click: z.record(z.enum(CLICK_KINDS), z.int()),
});
export type FindingFacets = Answer<typeof findingFacetCounts>;
export type FacetValue = FindingFacets["threat"][number];

/** Users of the type-ahead; `key` is the lower-cased UPN, which the `user` filter takes. */
export const findingUsers = z.object({
	items: z.array(z.object({ key: z.string(), upn: z.string(), findings: z.int(), open: z.int() })),
});
export type FindingUser = Answer<typeof findingUsers>["items"][number];

export const userSearchInput = z.object({
	text: z.string().trim().max(200).default(""),
	limit: z.coerce.number().int().min(1).max(100).default(20),
	hunt: listOf(z.string().max(200)),
});
