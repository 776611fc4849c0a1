import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { choices, filterSchema, one, time, words } from "@/lib/core/filters";
import { instant as instantText } from "@/lib/core/time";
import type { HandedItem } from "@/lib/handovers/handovers/items";
import { OUTCOMES, STABILITIES } from "@/lib/handovers/handovers/rules";
import type { Waiting } from "@/lib/handovers/handovers/waiting";

/** What goes in and out of looking back on handovers. Instants are ISO 8601 in UTC. */

export const HISTORY_PAGE = 50;
/** Longest time a calendar shows: a month with the days around it that fill its weeks, and a little more. */
export const CALENDAR_DAYS = 62;

const text = z.string().trim().max(200);

/** The filters of handovers that were signed. The SQL of each: history.ts. */
export const HISTORY_FILTERS = {
	/** In what was handed over, in notes, answers, threads and addenda. */
	text: words(),
	/** Part of the name of who signed, acknowledged, answered or added. */
	person: one("Person", text, "At most 200 characters."),
	shift: one("Shift", text, "At most 200 characters."),
	/** Handovers whose time reaches into this. */
	from: time("From"),
	to: time("Until"),
	status: choices("State", ["signed", "acknowledged"]),
};

export const historyInput = filterSchema(HISTORY_FILTERS)
	.strict()
	.extend({
		cursor: z.string().max(500).optional(),
		limit: z.coerce.number().int().min(1).max(HISTORY_PAGE).default(HISTORY_PAGE),
	});
export type HistoryInput = z.input<typeof historyInput>;

/** An item by its name, where the rest of it does not matter. */
export const itemRef = z
	.object({
		key: z.string(),
		title: z.string(),
		stability: z.enum(STABILITIES),
	})
	.meta({ id: "HandedItem" });
export type ItemRef = z.infer<typeof itemRef>;

/** An item that was resolved; how, when and by whom where it is a case whose work ended in the window. */
const resolvedRef = itemRef.extend({
	outcome: z.enum(OUTCOMES).nullable(),
	at: utcInstant.nullable(),
	by: z.string().nullable(),
});
export type ResolvedRef = z.infer<typeof resolvedRef>;

export const pastHandover = z
	.object({
		id: z.uuid(),
		number: z.int(),
		shift: z.string(),
		team: z.string(),
		windowFrom: utcInstant,
		windowTo: utcInstant,
		timeZone: z.string(),
		status: z.enum(["draft", "signed", "acknowledged"]),
		outgoing: z.string(),
		signedAt: utcInstant.nullable(),
		/** Who is to acknowledge it. */
		receivers: z.array(z.string()),
		incoming: z.string().nullable(),
		acknowledgedAt: utcInstant.nullable(),
		escalatedAt: utcInstant.nullable(),
		declined: z.int(),
		addenda: z.int(),
	})
	.meta({ id: "PastHandover" });
export type PastHandover = z.infer<typeof pastHandover>;

export const historyPage = z.object({
	items: z.array(
		pastHandover.extend({
			/** Where the text was found, with what stands around it; null when none was looked for. */
			found: z.string().nullable(),
		}),
	),
	nextCursor: z.string().nullable(),
});
export type HistoryPage = z.infer<typeof historyPage>;

export const differenceDto = z
	.object({
		previous: z.object({ id: z.uuid(), number: z.int(), shift: z.string(), windowTo: utcInstant }).nullable(),
		fresh: z.array(itemRef),
		resolved: z.array(resolvedRef),
		/** `times`: handovers in a row before this one that had the item; 60 is "at least". */
		carried: z.array(itemRef.extend({ times: z.int() })),
	})
	.meta({ id: "HandoverDifference" });
export type DifferenceDto = z.infer<typeof differenceDto>;

export const calendarInput = z.strictObject({ from: instantText, to: instantText }).refine(
	({ from, to }) => {
		const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
		return days > 0 && days <= CALENDAR_DAYS;
	},
	{ message: `From must be before to, by at most ${CALENDAR_DAYS} days.`, path: ["to"] },
);
export type CalendarInput = z.input<typeof calendarInput>;

export const handoverCalendar = z
	.object({
		handovers: z.array(pastHandover),
		/** Time that no signed handover covers, between the first one ever and now. */
		gaps: z.array(z.object({ from: utcInstant, to: utcInstant })),
	})
	.meta({ id: "HandoverCalendar" });
export type HandoverCalendarDto = z.infer<typeof handoverCalendar>;

/** A signed handover as its readers need it: frozen, and item by item. */
export interface HandedOver extends PastHandover {
	readonly summary: string;
	/** Some of it is generated sample data. */
	readonly sample: boolean;
	/** What waited for a decision when it was signed, with times as of then. */
	readonly waiting: readonly Waiting[];
	/** SHA-256 of the frozen text, in hexadecimal. */
	readonly snapshotHash: string;
	readonly items: readonly HandedItem[];
	/** What was left out, each with its reason. */
	readonly omitted: readonly HandedItem[];
}

export const exportInput = z.strictObject({ format: z.enum(["markdown", "json"]).default("markdown") });
export type ExportInput = z.input<typeof exportInput>;

export const sinceDto = z
	.object({
		/** Of when it is. */
		asOf: utcInstant,
		items: z.array(
			z.object({
				key: z.string(),
				/** Whether it still is as open as it was handed over; null where that cannot be told any more. */
				open: z.boolean().nullable(),
				/** How it stands now, as a sentence without its full stop. */
				now: z.string(),
				/** What happened after the signing, the oldest first. */
				events: z.array(z.object({ at: utcInstant, text: z.string(), by: z.string().nullable() })),
			}),
		),
	})
	.meta({ id: "SinceHandover" });
export type SinceDto = z.infer<typeof sinceDto>;
export type ItemSince = SinceDto["items"][number];
