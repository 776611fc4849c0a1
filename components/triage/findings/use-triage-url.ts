"use client";

import { type SetUrl, useListUrl } from "@/components/parts/filters/use-list-url";
import { readTriageUrl, TRIAGE_URL, type TriageUrl } from "./url";

export type SetTriageUrl = SetUrl<typeof TRIAGE_URL>;

/** The page's address, read, and the way to change it. It is the only home of the page's state. */
export function useTriageUrl(): [TriageUrl, SetTriageUrl] {
	return useListUrl(TRIAGE_URL, readTriageUrl);
}
