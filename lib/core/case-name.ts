import { z } from "zod";
import { CASE_SEVERITIES, CASE_STATUSES } from "./case-status";

/** A case as others name it. */
export const caseName = z.object({
	id: z.uuid(),
	number: z.int(),
	title: z.string(),
	status: z.enum(CASE_STATUSES),
	severity: z.enum(CASE_SEVERITIES),
});
export type CaseName = z.infer<typeof caseName>;
