import { z } from "zod";
import { clockDto } from "@/lib/deadlines/schema";
import { listOf } from "@/lib/http/list-of";
import { instant } from "@/lib/time";
import { CASE_LIMITS, CASE_SEVERITIES, CASE_STATUSES, CLASSIFICATIONS, TLPS } from "./rules";

/** What goes in and out of the cases' verbs and routes. Instants are ISO 8601 in UTC. */

const LINE = /^[^\p{Cc}\p{Zl}\p{Zp}]*$/u;
const line = (most: number) => z.string().trim().max(most).regex(LINE, "Only one line of text.");
const title = line(CASE_LIMITS.title).min(1, "Write a title.");
const prose = z.string().trim().max(CASE_LIMITS.text);
const tags = z
	.array(line(CASE_LIMITS.tag).min(1))
	.max(CASE_LIMITS.tags)
	.transform((members) => [...new Set(members)]);
const out = z.iso.datetime();
const person = z.object({ id: z.uuid().nullable(), name: z.string() });

/** A new case. What is not given follows from its findings (lib/cases/rules.ts), or is left open. */
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
	tlp: z.enum(TLPS).optional(),
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

export const caseName = z.object({
	id: z.uuid(),
	number: z.int(),
	title: z.string(),
	status: z.enum(CASE_STATUSES),
	severity: z.enum(CASE_SEVERITIES),
});
export type CaseName = z.infer<typeof caseName>;

export const caseSummary = z
	.object({
		id: z.uuid(),
		number: z.int(),
		version: z.int(),
		workspaceId: z.string(),
		title: z.string(),
		severity: z.enum(CASE_SEVERITIES),
		tlp: z.enum(TLPS),
		status: z.enum(CASE_STATUSES),
		classification: z.enum(CLASSIFICATIONS).nullable(),
		classificationReason: z.string().nullable(),
		owner: person.nullable(),
		dueAt: out.nullable(),
		/** How its deadlines stand, by the plan in force. */
		clocks: z.array(clockDto),
		tags: z.array(z.string()),
		nextAction: z.string().nullable(),
		nextActionOwner: person.nullable(),
		nextActionAt: out.nullable(),
		/** Whose answer it waits for, and since when. */
		waitingFor: z.string().nullable(),
		waitingSince: out.nullable(),
		createdAt: out,
		createdBy: z.string(),
		updatedAt: out,
		acknowledgedAt: out.nullable(),
		containedAt: out.nullable(),
		resolvedAt: out.nullable(),
		closedAt: out.nullable(),
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
		watchers: z.array(z.object({ id: z.uuid(), name: z.string() })),
		/** Cases that have to do with it. */
		related: z.array(caseName),
		/** Cases that were merged into it. */
		merged: z.array(caseName),
		/** Whether its last change of status can be taken back. */
		statusUndo: z.boolean(),
		comments: z.int(),
	})
	.meta({ id: "CaseDetail" });
export type CaseDetail = z.infer<typeof caseDetail>;

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

export const caseFilter = z.object({
	status: listOf(z.enum(CASE_STATUSES)),
	severity: listOf(z.enum(CASE_SEVERITIES)),
	classification: listOf(z.enum(CLASSIFICATIONS)),
	/** Ids of people; `none`: without an owner. */
	owner: listOf(z.union([z.uuid(), z.literal("none")])),
	tag: listOf(z.string().max(CASE_LIMITS.tag)),
	workspace: z.string().max(200).optional(),
	/** Cases with a due time before this instant. */
	dueBefore: instant.optional(),
	/** Somebody waits for an answer, or nobody does. */
	waiting: z.enum(["yes", "no"]).optional(),
	/** Found in number, title, tags, known, hypothesis or next action, without letter case. */
	text: z.string().trim().max(200).optional(),
});
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

export const casePeople = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) });
export type CasePeople = z.infer<typeof casePeople>;
