import { z } from "zod";
import { instant } from "@/lib/core/time";
import { findingFilter } from "@/lib/triage/findings/schema";

/** The findings that are to be placed: by id, or all that match a filter as of an instant, as a decision takes them. */
export const likelyInput = z.union([
	z.strictObject({ findingIds: z.array(z.uuid()).min(1).max(10_000) }),
	z.strictObject({ filter: findingFilter, asOf: instant }),
]);
export type LikelyInput = z.input<typeof likelyInput>;
