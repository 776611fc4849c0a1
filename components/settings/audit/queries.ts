"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { movingPages } from "@/components/parts/filters/list-pages";
import { listKey, toSearch } from "@/components/parts/filters/url-params";
import type { AuditChoices, AuditPage, AuditState } from "@/lib/platform/audit/schema";
import type { AuditUrl } from "./url";

/** Rows of one request. */
const PAGE = 100;
const MINUTE = 60_000;

export const AUDIT_KEY = ["audit"] as const;

/** The rows of the address, page by page. */
export function useAuditPages(url: AuditUrl, enabled: boolean) {
	return useInfiniteQuery({
		queryKey: [...AUDIT_KEY, "list", listKey(url, "row")],
		...movingPages<AuditPage>("/api/audit", url, { order: url.order, limit: PAGE }),
		enabled,
	});
}

/** One row by its number; null when there is none. */
export function useAuditRow(seq: number | null, enabled: boolean) {
	return useQuery({
		queryKey: [...AUDIT_KEY, "row", seq],
		queryFn: async ({ signal }) => {
			const search = toSearch({ order: "asc", cursor: (seq ?? 1) - 1, limit: 1 });
			const { items } = await request<AuditPage>(`/api/audit?${search}`, { signal });
			return items.find((row) => row.seq === seq) ?? null;
		},
		// A row never changes.
		staleTime: Number.POSITIVE_INFINITY,
		enabled: enabled && seq !== null && seq > 0,
	});
}

export function useAuditChoices(enabled: boolean) {
	return useQuery({
		queryKey: [...AUDIT_KEY, "choices"],
		queryFn: ({ signal }) => request<AuditChoices>("/api/audit/choices", { signal }),
		staleTime: MINUTE,
		enabled,
	});
}

/** Where the chain ends and when it was last verified. */
export function useAuditState(enabled: boolean) {
	return useQuery({
		queryKey: [...AUDIT_KEY, "state"],
		queryFn: ({ signal }) => request<AuditState>("/api/audit/state", { signal }),
		refetchInterval: MINUTE,
		enabled,
	});
}
