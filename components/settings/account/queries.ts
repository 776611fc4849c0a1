"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import type { OwnAccount } from "@/lib/platform/identity/answers";

export const ACCOUNT_KEY = ["account"] as const;

export function useAccount(initial: OwnAccount) {
	return useQuery({
		queryKey: ACCOUNT_KEY,
		queryFn: ({ signal }) => request<OwnAccount>("/api/account", { signal }),
		initialData: initial,
	});
}
