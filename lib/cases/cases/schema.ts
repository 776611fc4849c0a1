import { z } from "zod";
import { clockDto } from "@/lib/cases/deadlines/schema";
import {
	ACTION_ENDS,
	CASE_LIMITS,
	CLASSIFICATIONS,
	ENTITY_KINDS,
	LIKENESSES,
	TLPS,
} from "@/lib/cases/record/rules";
import { TASK_ENDS, TASK_LIMIT } from "@/lib/cases/tasks/rules";
import { namedActor, namedPerson, utcInstant } from "@/lib/core/answer";
import { caseName } from "@/lib/core/case-name";
import { CASE_SEVERITIES, CASE_STATUSES } from "@/lib/core/case-status";
import { choices, filterSchema, list, one, time, words } from "@/lib/core/filters";
import { instant } from "@/lib/core/time";
import { BENIGN_REASONS } from "@/lib/triage/findings/rules";

/** What goes in and out of the cases' verbs and routes. Instants are ISO 8601 in UTC. */

const LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
const line = (most: number) => z.string().trim().max(most).regex(LINE, "Only one line of text.");
const title = line(CASE_LIMITS.title).min(1, "Write a title.");
const prose = z.string().trim().max(CASE_LIMITS.text);
const tags = z
	.array(line(CASE_LIMITS.tag).min(1))
	.max(CASE_LIMITS.tags)
	.transform((members) => [...new Set(members)]);

/** A new case. What is not given follows from its findings (lib/cases/record/rules.ts), or is left open. */
export const newCaseFields = z.strictObject({
	title: title.optional(),
	severity: z.enum(CASE_SEVERITIES).optional(),
});

export const caseInput = z.strictObject({
	...newCaseFields.shape,
	/** Where it belongs; without findings and with one workspace it need not be said. */
	workspaceId: z.string().min(1).max(200).optional(),
	/** Findings that are escalated and in no case. Others are escalated into a case by a decision. */
	findingIds: z.array(z.uuid()).max(10_000).default([]),
});
export type CaseInput = z.input<typeof caseInput>;

/** What is not given stays; null takes away. `version` is the one the person saw. */
export const caseChange = z.strictObject({
	version: z.number().int().min(1),
	title: title.optional(),
	severity: z.enum(CASE_SEVERITIES).optional(),
	tlp: z
		.enum(TLPS)
		.optional()
		.meta({ description: "A marking for what is shared; it does not restrict who can open the case." }),
	/** A person's id. */
	ownerId: z.uuid().nullable().optional(),
	dueAt: instant.nullable().optional(),
	tags: tags.optional(),
	/** Names as ATT&CK has them. */
	tactics: tags.optional(),
	techniques: tags.optional(),
	known: prose.optional(),
	hypothesis: prose.optional(),
	nextAction: line(CASE_LIMITS.action).nullable().optional(),
	nextActionOwnerId: z.uuid().nullable().optional(),
	nextActionAt: instant.nullable().optional(),
	waitingFor: line(CASE_LIMITS.action).nullable().optional(),
});
export type CaseChange = z.input<typeof caseChange>;

/** Cases changed at once, at most. */
const CASES_LIMIT = 1_000;

/** The same next action for many cases; `version` of each is the one the person saw. */
export const nextActionsInput = z.strictObject({
	cases: z
		.array(z.strictObject({ id: z.uuid(), version: z.number().int().min(1) }))
		.min(1, "Choose at least one case.")
		.max(CASES_LIMIT, `At most ${CASES_LIMIT.toLocaleString("en")} cases.`),
	nextAction: line(CASE_LIMITS.action).min(1, "Enter the next action."),
	nextActionOwnerId: z.uuid(),
	nextActionAt: instant,
});
export type NextActionsInput = z.input<typeof nextActionsInput>;

/** Cases that were written, with the version that they have now. */
export const writtenCases = z.object({ items: z.array(z.object({ id: z.uuid(), version: z.int() })) });
export type WrittenCases = z.infer<typeof writtenCases>;

export const caseSummary = z
	.object({
		id: z.uuid(),
		number: z.int(),
		version: z.int(),
		workspaceId: z.string(),
		title: z.string(),
		severity: z.enum(CASE_SEVERITIES),
		tlp: z
			.enum(TLPS)
			.meta({ description: "A marking for what is shared; it does not restrict who can open the case." }),
		status: z.enum(CASE_STATUSES),
		classification: z.enum(CLASSIFICATIONS).nullable(),
		classificationReason: z.string().nullable(),
		owner: namedActor.nullable(),
		dueAt: utcInstant.nullable(),
		/** How its deadlines stand, by the plan in force. */
		clocks: z.array(clockDto),
		tags: z.array(z.string()),
		nextAction: z.string().nullable(),
		nextActionOwner: namedActor.nullable(),
		nextActionAt: utcInstant.nullable(),
		/** Whose answer it waits for, and since when. */
		waitingFor: z.string().nullable(),
		waitingSince: utcInstant.nullable(),
		createdAt: utcInstant,
		createdBy: z.string(),
		updatedAt: utcInstant,
		acknowledgedAt: utcInstant.nullable(),
		containedAt: utcInstant.nullable(),
		resolvedAt: utcInstant.nullable(),
		closedAt: utcInstant.nullable(),
		reopened: z.int(),
		/** The case it was merged into. */
		mergedInto: z.object({ id: z.uuid(), number: z.int() }).nullable(),
		findings: z.int(),
		/** All of its findings come from generated sample data. */
		sample: z.boolean(),
		tasks: z.object({
			all: z.int(),
			open: z.int(),
			blocking: z.int().meta({ description: "Open and blocking." }),
		}),
	})
	.meta({ id: "Case" });
export type CaseSummary = z.infer<typeof caseSummary>;

export const caseDetail = caseSummary
	.extend({
		workspaceName: z.string(),
		closingNote: z.string().nullable(),
		tactics: z.array(z.string()),
		techniques: z.array(z.string()),
		known: z.string(),
		hypothesis: z.string(),
		watchers: z.array(namedPerson),
		/** Cases that have to do with it. */
		related: z.array(caseName),
		/** Cases that were merged into it. */
		merged: z.array(caseName.extend({ version: z.int() })),
		/** Whether its last change of status can be taken back. */
		statusUndo: z.boolean(),
		comments: z.int(),
	})
	.meta({ id: "CaseDetail" });
export type CaseDetail = z.infer<typeof caseDetail>;

const BENIGN = z.enum(BENIGN_REASONS);

/** Where a case goes. Closing it says what it was, and writes the verdict back to its findings. */
export const statusInput = z.strictObject({
	version: z.number().int().min(1),
	status: z.enum(CASE_STATUSES),
	classification: z.enum(CLASSIFICATIONS).optional(),
	/** One that Sentinel takes with the classification (`CLASSIFICATION_REASONS`). */
	reason: z.string().max(100).optional(),
	/** Why its findings are benign; without it `other`, with the case and the note as the written reason. */
	benignReason: BENIGN.optional(),
	note: z.string().trim().max(CASE_LIMITS.note).optional(),
	/**
	 * With a closing: what becomes of the tasks and the next action that are still open. Needed for those of other people,
	 * who are notified; what is not named stays as it is.
	 */
	openWork: z
		.strictObject({
			tasks: z
				.array(z.strictObject({ id: z.uuid(), status: z.enum(TASK_ENDS) }))
				.max(TASK_LIMIT)
				.default([]),
			nextAction: z.enum(ACTION_ENDS).optional(),
		})
		.optional(),
});
export type StatusInput = z.input<typeof statusInput>;

/** The version that the person saw, for a write that needs nothing else. */
export const versionInput = z.object({ version: z.coerce.number().int().min(1) });
export type VersionInput = z.input<typeof versionInput>;

const findingIds = z.array(z.uuid()).min(1).max(10_000);

/** Findings that are escalated and in no case. */
export const addFindingsInput = z.strictObject({
	findingIds,
	/** A closed case takes no findings unless it is to be opened again. */
	reopen: z.boolean().default(false),
});
export type AddFindingsInput = z.input<typeof addFindingsInput>;

/** Findings of one case for another one: a new one with what is said of it, or one there is. */
export const moveFindingsInput = z.strictObject({
	findingIds,
	to: z.union([z.strictObject({ id: z.uuid(), reopen: z.boolean().default(false) }), newCaseFields]),
});
export type MoveFindingsInput = z.input<typeof moveFindingsInput>;

export const mergeInput = z.strictObject({ into: z.uuid(), version: z.number().int().min(1) });
export type MergeInput = z.input<typeof mergeInput>;

/** Something that is added to a case by hand. A defanged URL or host is taken as what it stands for. */
export const entityInput = z.strictObject({
	kind: z.enum(ENTITY_KINDS),
	value: line(2_000).min(1, "Enter a value."),
	note: line(CASE_LIMITS.action).default(""),
});
export type EntityInput = z.input<typeof entityInput>;

export const caseEntities = z.object({
	items: z.array(
		z.object({
			kind: z.enum(ENTITY_KINDS),
			/** As the evidence has it: hostile. Show it defanged. */
			value: z.string(),
			key: z.string(),
			/** Findings of the case that name it. */
			findings: z.int(),
			/** Added by hand: its id, what was said of it and by whom. */
			added: z.object({ id: z.uuid(), note: z.string(), by: z.string(), at: utcInstant }).nullable(),
			/** Other cases that have it too, the newest first. */
			others: z.array(caseName),
		}),
	),
	/** Entities of the case that are not listed. */
	omitted: z.int(),
});
export type CaseEntities = z.infer<typeof caseEntities>;

export const watchInput = z.strictObject({ personId: z.uuid(), watching: z.boolean() });
export type WatchInput = z.input<typeof watchInput>;

export const linkCaseInput = z.strictObject({ caseId: z.uuid() });
export type LinkCaseInput = z.input<typeof linkCaseInput>;

const likeness = z.object({
	/** `campaign`: the same host and a shared threat within three days. */
	why: z.enum(LIKENESSES),
	/** How many of the findings share it. */
	findings: z.int(),
	/** One of the shared values; of a host or URL defanged. */
	value: z.string(),
});

export const likelyCases = z.object({
	/** Open cases, the likeliest first: those that share a mail or a campaign before all others. */
	cases: z.array(caseName.extend({ version: z.int(), because: z.array(likeness) })),
	/** The first of them, where it shares a mail or a campaign: choose it unless a person chooses another one. */
	suggested: z.uuid().nullable(),
	/** Other findings that wait for a decision and belong with these; no two groups hold the same findings. */
	groups: z.array(
		z.object({
			why: z.enum(LIKENESSES),
			value: z.string(),
			findings: z.array(z.object({ id: z.uuid(), version: z.int() })),
		}),
	),
	/** What a new case of these would be called and weighed. */
	title: z.string(),
	severity: z.enum(CASE_SEVERITIES),
});
export type LikelyCases = z.infer<typeof likelyCases>;

export const caseSearchInput = z.object({
	text: z.string().trim().min(2, "Write at least two characters.").max(200),
	limit: z.coerce.number().int().min(1).max(50).default(20),
});
export type CaseSearchInput = z.input<typeof caseSearchInput>;

/** Where in a case something was found. */
export const MATCH_PLACES = ["title", "fields", "comment", "task", "entity", "finding"] as const;

export const caseSearch = z.object({
	/** The cases that match, those that match by their title first. */
	cases: z.array(
		caseName.extend({
			matches: z.array(
				z.object({
					in: z.enum(MATCH_PLACES),
					/** The text around the match. */
					excerpt: z.string(),
					findingId: z.uuid().nullable(),
				}),
			),
		}),
	),
	/** Findings in no case that match. */
	findings: z.array(
		z.object({
			id: z.uuid(),
			accountUpn: z.string().nullable(),
			status: z.string(),
			eventAt: utcInstant,
			excerpt: z.string(),
		}),
	),
});
export type CaseSearch = z.infer<typeof caseSearch>;

/** How cases may be ordered. Every order ends in the id, so that pages never overlap. */
export const CASE_SORTS = [
	"updatedAt",
	"createdAt",
	"number",
	"severity",
	"status",
	"dueAt",
	"nextActionAt",
	"title",
	"owner",
] as const;
export type CaseSort = (typeof CASE_SORTS)[number];

export const CASE_PAGE_LIMIT = 200;

/** The filters of cases. The SQL of each: list.ts. */
export const CASE_FILTERS = {
	status: choices("Status", CASE_STATUSES),
	severity: choices("Severity", CASE_SEVERITIES),
	classification: choices("Classification", CLASSIFICATIONS),
	/** Ids of people; `none`: without an owner. */
	owner: list("Owner", z.union([z.uuid(), z.literal("none")]), "Ids of people, or none."),
	tag: list("Tag", z.string().max(CASE_LIMITS.tag)),
	workspace: one("Workspace", z.string().max(200), "The id of a workspace."),
	dueBefore: time("Due before"),
	/** Somebody waits for an answer, or nobody does. */
	waiting: one("Waiting for an answer", z.enum(["yes", "no"]), "yes or no."),
	/** Found in number, title, tags, known, hypothesis or next action, without letter case. */
	text: words(),
};
export const caseFilter = filterSchema(CASE_FILTERS);
export type CaseFilter = z.infer<typeof caseFilter>;

export const caseListInput = caseFilter.extend({
	sort: z.enum(CASE_SORTS).default("updatedAt"),
	order: z.enum(["asc", "desc"]).default("desc"),
	cursor: z.string().max(2_000).optional(),
	limit: z.coerce.number().int().min(1).max(CASE_PAGE_LIMIT).default(50),
});
export type CaseListInput = z.input<typeof caseListInput>;
export type CaseListQuery = z.infer<typeof caseListInput>;

export const casePage = z.object({
	items: z.array(caseSummary),
	nextCursor: z.string().nullable(),
	/** All that match. */
	matching: z.int(),
});
export type CasePage = z.infer<typeof casePage>;

/** Cards of one column that are sent unless more are asked for, and at most. */
export const BOARD_COLUMN = { first: 100, closed: 30, most: 5_000 } as const;

const cards = (first: number) => z.coerce.number().int().min(0).max(BOARD_COLUMN.most).default(first);

/** A board has every status; of each column, how many cards. */
export const boardInput = caseFilter.omit({ status: true }).extend({
	open: cards(BOARD_COLUMN.first),
	contained: cards(BOARD_COLUMN.first),
	resolved: cards(BOARD_COLUMN.first),
	closed: cards(BOARD_COLUMN.closed),
});
export type BoardInput = z.input<typeof boardInput>;

export const caseBoard = z.object({
	columns: z.array(
		z.object({
			status: z.enum(CASE_STATUSES),
			/** All that match. */
			matching: z.int(),
			/** The most urgent ones: severity, then deadline. Of the closed those closed last. */
			items: z.array(caseSummary),
		}),
	),
});
export type CaseBoard = z.infer<typeof caseBoard>;
