"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { TemplateList } from "@/lib/cases/templates/answers";

export const TEMPLATES_KEY = ["templates"] as const;

export function useTemplates() {
	return useQuery({
		queryKey: TEMPLATES_KEY,
		queryFn: ({ signal }) => request<TemplateList>("/api/templates", { signal }),
	});
}
