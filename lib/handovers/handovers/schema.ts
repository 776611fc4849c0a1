import { z } from "zod";
import { namedPerson, utcInstant } from "@/lib/core/answer";
import { RECEIVERS_LIMIT } from "@/lib/platform/shifts/shift-rules";
import { RECEIVER_SOURCES } from "./receiver-rules";
import {
	HANDOVER_STATUSES,
	ITEMS_LIMIT,
	kindOf,
	MISSING,
	NOTE_LIMIT,
	STABILITIES,
	SUMMARY_LIMIT,
} from "./rules";
import { snapshotDocument } from "./snapshot";

/** What goes in and out of the handovers' verbs and routes. Instants are ISO 8601 in UTC. */

const prose = (most: number) => z.string().max(most, `At most ${most} characters.`);

/** Changes the summary. `was` is how the person saw it. */
export const summaryInput = z.strictObject({ summary: prose(SUMMARY_LIMIT), was: z.string() });
export type SummaryInput = z.input<typeof summaryInput>;

const itemName = z
	.string()
	.max(300)
	.refine((key) => kindOf(key) !== null, "A handover has no such item.");

/** What the outgoing lead says of one item. What is not given stays. */
export const noteInput = z.strictObject({
	item: itemName,
	/** The one the person saw; 0 where nothing was said yet. */
	version: z.int().min(0),
	/** Null: as the product suggests. */
	stability: z.enum(STABILITIES).nullable().optional(),
	position: z.int().min(0).max(10_000).nullable().optional(),
	note: prose(NOTE_LIMIT).optional(),
	contingency: prose(NOTE_LIMIT).optional(),
	explanation: prose(NOTE_LIMIT).optional(),
	/** Null: it is not left out. */
	omission: prose(NOTE_LIMIT).trim().min(1, "Enter why it is left out.").nullable().optional(),
});
export type NoteInput = z.input<typeof noteInput>;

/** Ids of people who are to acknowledge a handover. */
export const receiverIds = z.array(z.uuid()).max(RECEIVERS_LIMIT, `At most ${RECEIVERS_LIMIT} people.`);

/** `version` is the one the person saw. Without `receivers` it goes to those that are suggested. */
export const signInput = z.strictObject({ version: z.int().min(1), receivers: receiverIds.optional() });
export type SignInput = z.input<typeof signInput>;

export const receiverChoices = z.object({
	suggested: z.object({
		/** The plan of the shift that follows, every lead, everyone who can, or nobody who could. */
		source: z.enum(RECEIVER_SOURCES),
		/** Name of the shift that follows; null where none is planned. */
		shift: z.string().nullable(),
		people: z.array(namedPerson),
	}),
	/** Everyone who can acknowledge it, by name. */
	people: z.array(namedPerson),
});
export type ReceiverChoices = z.infer<typeof receiverChoices>;

/** Says the same of many items. `version` of each is the one the person saw; 0 where nothing was said yet. */
export const notesInput = z.strictObject({
	items: z
		.array(z.strictObject({ item: itemName, version: z.int().min(0) }))
		.min(1, "Choose at least one item.")
		.max(ITEMS_LIMIT, `At most ${ITEMS_LIMIT.toLocaleString("en")} items.`),
	stability: z.enum(STABILITIES).nullable().optional(),
	explanation: prose(NOTE_LIMIT).optional(),
	omission: prose(NOTE_LIMIT).trim().min(1, "Enter why they are left out.").nullable().optional(),
});
export type NotesInput = z.input<typeof notesInput>;

export const noteDto = z.object({
	item: z.string(),
	version: z.int(),
	stability: z.enum(STABILITIES).nullable(),
	position: z.int().nullable(),
	note: z.string(),
	contingency: z.string(),
	explanation: z.string(),
	omission: z.string().nullable(),
	/** Number of the handover that it was carried over from; null: said in this one. */
	saidIn: z.int().nullable(),
});
export type NoteDto = z.infer<typeof noteDto>;

/** What a write left: the draft's new version, and what is now said of the item, if it was of one. */
export const written = z.object({ version: z.int(), note: noteDto.nullable() });
export type Written = z.infer<typeof written>;

export const writtenMany = z.object({ version: z.int(), notes: z.array(noteDto) });
export type WrittenMany = z.infer<typeof writtenMany>;

export const handoverDetail = z.object({
	id: z.uuid(),
	number: z.int(),
	status: z.enum(HANDOVER_STATUSES),
	/** Grows with whatever anybody changes in the draft. */
	version: z.int(),
	/** As it is now, or as it was signed. */
	document: snapshotDocument,
	/** When the planned shift ends; null where none is planned. */
	plannedTo: utcInstant.nullable(),
	/** Versions of what was said of items so far; 0 where an item has none. Empty once signed. */
	notes: z.record(z.string(), z.int()),
	/** What keeps it from being signed. Empty once signed. */
	blocking: z.array(z.object({ item: z.string(), title: z.string(), missing: z.array(z.enum(MISSING)) })),
	/** SHA-256 of the snapshot's text; null in a draft. */
	hash: z.string().nullable(),
	signedAt: utcInstant.nullable(),
	acknowledgedAt: utcInstant.nullable(),
});
export type HandoverDetail = z.infer<typeof handoverDetail>;
