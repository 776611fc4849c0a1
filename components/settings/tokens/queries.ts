"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { TokenList } from "@/lib/platform/identity/token-schema";

export const TOKENS_KEY = ["tokens"] as const;

export function useTokens() {
	return useQuery({
		queryKey: TOKENS_KEY,
		queryFn: ({ signal }) => request<TokenList>("/api/tokens", { signal }),
	});
}
