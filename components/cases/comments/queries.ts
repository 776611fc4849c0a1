"use client";

import { useQuery } from "@tanstack/react-query";
import { caseKey } from "@/components/cases/cases/queries";
import { request } from "@/components/client/api";
import type { CommentList } from "@/lib/cases/comments/answers";

export function useComments(caseId: string) {
	return useQuery({
		queryKey: [...caseKey(caseId), "comments"],
		queryFn: ({ signal }) => request<CommentList>(`/api/cases/${caseId}/comments`, { signal }),
		select: ({ items }) => items,
	});
}
