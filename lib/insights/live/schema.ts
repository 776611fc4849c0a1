import { z } from "zod";
import { caseRef } from "@/lib/cases/record/find";
import { MOST_AGO_MS } from "./rules";

export const liveInput = z.object({
	/** The case that the page shows, if it shows one. */
	case: caseRef.optional(),
	/** How long ago the page began to read what it shows, in milliseconds: what was decided since is told at once. */
	ago: z.coerce.number().int().min(0).max(MOST_AGO_MS).optional(),
});
export type LiveInput = z.input<typeof liveInput>;
