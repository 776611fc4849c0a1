"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/api";
import { caseKey } from "@/components/cases/queries";
import type { CommentList } from "@/lib/cases/comments/answers";

export function useComments(caseId: string) {
	return useQuery({
		queryKey: [...caseKey(caseId), "comments"],
		queryFn: ({ signal }) => request<CommentList>(`/api/cases/${caseId}/comments`, { signal }),
		select: ({ items }) => items,
	});
}
