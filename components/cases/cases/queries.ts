"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import type { CasePeople } from "@/lib/cases/record/people-schema";

/** Everything about cases, to be asked again when one of them has changed. */
export const CASES_KEY = ["cases"] as const;

/** All that is read of one case; sections put their own keys below it. @param id the case's id */
export function caseKey(id: string) {
	return [...CASES_KEY, "one", id] as const;
}

/** How often a case is asked for while nothing tells of its changes, in milliseconds. */
const QUIET = 30_000;

/** A case as it stands. */
export function useCase(initial: CaseDetail) {
	return useQuery({
		queryKey: [...caseKey(initial.id), "detail"],
		queryFn: ({ signal }) => request<CaseDetail>(`/api/cases/${initial.id}`, { signal }),
		initialData: initial,
		refetchInterval: QUIET,
	});
}

/** Who can be given something of a case. */
export function useCasePeople() {
	return useQuery({
		queryKey: [...CASES_KEY, "people"],
		queryFn: ({ signal }) => request<CasePeople>("/api/cases/people", { signal }),
		staleTime: 60_000,
		select: ({ items }) => items,
	});
}

/**
 * The people to choose from, after nobody.
 * @param none what choosing nobody is called
 * @param holder who has it now, also where it could not be given to them any more
 */
export function usePersonOptions(
	none: string,
	holder?: { readonly id: string | null; readonly name: string } | null,
) {
	const { data: people = [] } = useCasePeople();
	const gone = holder != null && holder.id !== null && !people.some(({ id }) => id === holder.id);
	return [
		{ value: "", label: none },
		...[...(gone ? [holder] : []), ...people].map(({ id, name }) => ({ value: id ?? "", label: name })),
	];
}
