import type { SetUrl } from "@/components/parts/filters/use-list-url";
import { RUN_FILTERS } from "@/lib/triage/catalogue/schema";

/** What the address of the run log holds. */
export const RUN_URL = { filters: RUN_FILTERS, state: {} };
export type SetRunUrl = SetUrl<typeof RUN_URL>;
