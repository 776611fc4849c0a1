import { z } from "zod";
import { caseRef } from "@/lib/cases/find";

/** The case that the page shows, if it shows one. */
export const liveInput = z.object({ case: caseRef.optional() });
export type LiveInput = z.input<typeof liveInput>;
