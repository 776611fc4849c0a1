import { hash as digest } from "node:crypto";
import { z } from "zod";
import { CLASSIFICATIONS } from "@/lib/cases/record/rules";
import { utcInstant } from "@/lib/core/answer";
import { CASE_SEVERITIES, CASE_STATUSES } from "@/lib/core/case-status";
import { READ_BACK_ANSWERS } from "@/lib/handovers/handovers/read-back-rules";
import { ITEM_KINDS, OUTCOMES, STABILITIES } from "./rules";

/**
 * A handover as a document: what a draft shows and what a signing freezes. The snapshot of a signed one is this, as
 * JSON text; its hash covers the text as it was written, so a reader must never parse it and write it again.
 */

/**
 * The number of this form, kept in each document: another form will have another, and old ones stay readable. What
 * format 1 did not have is read as its default.
 */
export const SNAPSHOT_FORMAT = 2;
const FORMATS = [1, SNAPSHOT_FORMAT] as const;

const count = z.int().min(0);
const person = z.object({ id: z.string().nullable(), name: z.string() });

/** A path within the app that opens what is behind a number or an item. */
const href = z.string().startsWith("/");

const byVerdict = z.object({ triaged: count, benign: count, escalated: count });

export const snapshotNumbers = z.object({
	/** Findings first seen in the window. */
	intake: count,
	/** Findings whose standing decision was made in the window. */
	decided: z.object({
		total: count,
		byVerdict,
		byPerson: z.array(z.object({ person, total: count, ...byVerdict.shape })),
	}),
	/** Decided findings that came back in the window: their evidence changed, or the decision was undone. */
	reopened: count,
	/** Findings without a standing decision at the window's end, and its growth since the window began. */
	backlog: z.object({ atEnd: count, change: z.int() }),
	/** From first seen to decided, of what was decided in the window; null where nothing was. */
	timeToDecision: z.object({ medianSeconds: count, p90Seconds: count }).nullable(),
	/** What waits for a decision now, and of that what was clicked through. */
	untriaged: z.object({
		count,
		/** Waiting since: when the one that has waited longest came into the queue. */
		oldestAt: utcInstant.nullable(),
		/** Event time of the oldest click; null where none is known, and in format 1, which did not record it. */
		oldestEventAt: utcInstant.nullable().default(null),
		clickedThrough: count,
		/** The same two of what was clicked through; null in format 1. */
		clicked: z
			.object({ oldestAt: utcInstant.nullable(), oldestEventAt: utcInstant.nullable() })
			.nullable()
			.default(null),
	}),
});
export type SnapshotNumbers = z.infer<typeof snapshotNumbers>;

/** What receivers answered and asked in earlier handovers, and why it was handed over incomplete. */
export const earlierSaid = z.object({
	/** The newest answer. */
	answer: z
		.object({
			handover: z.int(),
			answer: z.enum(READ_BACK_ANSWERS),
			/** Why it was declined; else empty. */
			reason: z.string(),
			by: person,
			at: utcInstant,
		})
		.nullable(),
	/** Questions and their answers, oldest first; the newest of many. */
	messages: z.array(z.object({ handover: z.int(), body: z.string(), by: person, at: utcInstant })),
	explanation: z.object({ handover: z.int(), text: z.string() }).nullable(),
});
export type EarlierSaid = z.infer<typeof earlierSaid>;

/** A case whose work ended in the window. */
export const resolvedCase = z.object({
	/** As an item's key: `case:ID`. */
	item: z.string(),
	title: z.string(),
	href,
	outcome: z.enum(OUTCOMES),
	classification: z.enum(CLASSIFICATIONS).nullable(),
	at: utcInstant,
	by: z.string(),
});
export type ResolvedCase = z.infer<typeof resolvedCase>;

export const snapshotItem = z.object({
	/** The same from one handover to the next: `case:ID`, `hunt:WORKSPACE:HUNT`, `untriaged` (rules.ts). */
	item: z.string(),
	kind: z.enum(ITEM_KINDS),
	title: z.string(),
	/** Opens it, as of the window where it is a list. */
	href,
	stability: z.enum(STABILITIES),
	/** Whether somebody set the stability, or it is only what the product suggests. */
	judged: z.boolean(),
	position: z.int().nullable(),
	/** Name and value, in order, as a person reads them. */
	facts: z.array(z.object({ name: z.string(), value: z.string() })),
	/** Of a case; null otherwise. */
	case: z
		.object({
			number: z.int(),
			severity: z.enum(CASE_SEVERITIES),
			status: z.enum(CASE_STATUSES),
			owner: person.nullable(),
			createdAt: utcInstant,
			findings: count,
			version: z.int(),
		})
		.nullable(),
	known: z.string(),
	hypothesis: z.string(),
	nextAction: z.object({ text: z.string(), owner: person.nullable(), at: utcInstant.nullable() }).nullable(),
	/** Whose answer is awaited, and since when. */
	waiting: z.object({ for: z.string(), since: utcInstant.nullable() }).nullable(),
	/** If …, then … */
	contingency: z.string(),
	note: z.string(),
	/** Why it is handed over although something is missing. */
	explanation: z.string(),
	/** Why it is left out; null: it is not. */
	omission: z.string().nullable(),
	/** Number of the handover that said stability, contingency and note first; null: this one. */
	saidIn: z.int().nullable().default(null),
	/** What earlier handovers in the chain still say of it, each with its number. */
	earlier: earlierSaid.default({ answer: null, messages: [], explanation: null }),
	/** Generated sample data. */
	sample: z.boolean(),
});
export type SnapshotItem = z.infer<typeof snapshotItem>;

export const snapshotDocument = z.object({
	format: z.literal(FORMATS),
	header: z.object({
		number: z.int(),
		/** Name of the shift; "Handover" where none is planned. */
		shift: z.string(),
		team: z.string(),
		outgoing: person,
		/** Null in a draft. */
		signedAt: utcInstant.nullable(),
		/** Who was named to acknowledge it; none in a draft. */
		receivers: z.array(person).default([]),
		/** The one before, and the hash it was signed with; null for the first. */
		previous: z.object({ number: z.int(), hash: z.string() }).nullable(),
		/** What it is about; empty: every workspace. */
		workspaces: z.array(z.string()),
		/** Some of what it counts is generated sample data. */
		sample: z.boolean(),
	}),
	/** From (inclusive) to (exclusive); IANA name of the zone of the shift. */
	window: z.object({ from: utcInstant, to: utcInstant, timeZone: z.string() }),
	/** When the data was read. */
	asOf: utcInstant,
	summary: z.string(),
	numbers: snapshotNumbers,
	/** What opens each number. */
	links: z.object({
		intake: href,
		decided: href,
		reopened: href,
		untriaged: href,
		clickedThrough: href,
		changed: href,
	}),
	/** In the order of reading: gravest first. Those that are left out stand here too, with their reason. */
	items: z.array(snapshotItem),
	/** Cases resolved, closed or merged in the window, in that order of time; null in format 1. */
	resolved: z.array(resolvedCase).nullable().default(null),
});
export type SnapshotDocument = z.infer<typeof snapshotDocument>;

/** The text that is signed: the document's members in the order above, without spaces between them. */
export function snapshotText(document: SnapshotDocument): string {
	return JSON.stringify(snapshotDocument.parse(document));
}

/** SHA-256 of a snapshot's text in UTF-8, as 64 lower-case hexadecimal digits: what the audit has of the signing. */
export function snapshotHash(text: string): string {
	return digest("sha256", text, "hex");
}

/** @throws ZodError for what is not a snapshot of a known format */
export function readSnapshot(text: string): SnapshotDocument {
	return snapshotDocument.parse(JSON.parse(text));
}
