"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { PersonList } from "@/lib/platform/identity/people-schema";

export const PEOPLE_KEY = ["people"] as const;

export function usePeople() {
	return useQuery({
		queryKey: PEOPLE_KEY,
		queryFn: ({ signal }) => request<PersonList>("/api/people", { signal }),
	});
}
