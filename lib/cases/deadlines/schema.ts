import { z } from "zod";
import { utcInstant } from "@/lib/core/answer";
import { CASE_SEVERITIES } from "@/lib/core/case-status";
import { TARGETS } from "./rules";

/** What goes in and out of the verbs on deadlines. Instants are ISO 8601 in UTC. */

const YEAR_MINUTES = 366 * 24 * 60;
const minutes = z.number().int().min(1).max(YEAR_MINUTES).nullable();
const targets = z.strictObject({ acknowledge: minutes, contain: minutes, resolve: minutes });
const hours = z
	.strictObject({ from: z.number().int().min(0).max(1439), to: z.number().int().min(1).max(1440) })
	.nullable();

export const planInput = z.strictObject({
	/** 0: the plan that comes with the product. */
	version: z.number().int().min(0),
	timeZone: z.string().refine(isTimeZone, "Write a time zone such as Europe/Berlin."),
	targets: z.strictObject({ high: targets, medium: targets, low: targets, informational: targets }),
	always: z.array(z.enum(CASE_SEVERITIES)).max(4),
	hours: z.array(hours).length(7),
	holidays: z.array(z.iso.date()).max(400),
	pauseWaiting: z.boolean(),
});
export type PlanInput = z.input<typeof planInput>;

export const planDto = planInput.extend({
	timeZone: z.string(),
	updatedAt: utcInstant.nullable(),
	updatedBy: z.string().nullable(),
});
export type PlanDto = z.infer<typeof planDto>;

export const clockDto = z.object({
	target: z.enum(TARGETS),
	dueAt: utcInstant,
	state: z.enum(["running", "paused", "late", "met", "missed"]),
});
export type ClockDto = z.infer<typeof clockDto>;

export const measuresInput = z.object({
	/** Cases that were begun within so many days. */
	days: z.coerce.number().int().min(1).max(3_660).default(90),
});
export type MeasuresInput = z.input<typeof measuresInput>;

const spread = z.object({
	count: z.number().int(),
	/** Minutes; null without any. */
	median: z.number().nullable(),
	p90: z.number().nullable(),
});

export const measuresDto = z.object({
	from: utcInstant,
	to: utcInstant,
	/** The worst first. */
	items: z.array(
		z.object({
			severity: z.enum(CASE_SEVERITIES),
			cases: z.number().int(),
			acknowledge: spread,
			contain: spread,
			resolve: spread,
		}),
	),
});
export type MeasuresDto = z.infer<typeof measuresDto>;

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
