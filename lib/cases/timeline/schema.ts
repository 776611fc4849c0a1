import { z } from "zod";
import { listOf } from "@/lib/core/input/list-of";
import { TIMELINE_KINDS } from "./rules";

export const TIMELINE_PAGE_LIMIT = 500;

export const timelineFilter = z.object({
	/** All kinds without it. */
	kind: listOf(z.enum(TIMELINE_KINDS)),
	order: z.enum(["asc", "desc"]).default("desc"),
});

export const timelineInput = timelineFilter.extend({
	cursor: z.string().max(500).optional(),
	limit: z.coerce.number().int().min(1).max(TIMELINE_PAGE_LIMIT).default(200),
});
export type TimelineInput = z.input<typeof timelineInput>;
export type TimelineQuery = z.output<typeof timelineInput>;

export const timelineExportInput = timelineFilter.extend({ format: z.enum(["csv", "json"]).default("csv") });
export type TimelineExportInput = z.output<typeof timelineExportInput>;
