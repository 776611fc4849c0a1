"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { listPages } from "@/components/parts/filters/list-pages";
import type {
	DeliveryDetail,
	DeliveryDto,
	DeliveryPage,
	WebhookDto,
	WebhookList,
} from "@/lib/outbound/webhooks/schema";

const QUIET = 15_000;
/** While something is about to be sent. */
const BUSY = 1_500;
/** An attempt this near, before or after, in milliseconds. */
const NEAR = 20_000;

function isImminent({ nextAttemptAt }: Pick<DeliveryDto, "nextAttemptAt">): boolean {
	return nextAttemptAt !== null && Math.abs(Date.parse(nextAttemptAt) - Date.now()) < NEAR;
}

export const WEBHOOKS_KEY = ["webhooks"] as const;

export type DeliveryFilter = "all" | "pending" | "delivered" | "dead";

export function useWebhooks() {
	return useQuery({
		queryKey: [...WEBHOOKS_KEY, "list"],
		queryFn: ({ signal }) => request<WebhookList>("/api/webhooks", { signal }),
		refetchInterval: QUIET,
	});
}

export function useWebhook(id: string) {
	return useQuery({
		queryKey: [...WEBHOOKS_KEY, "one", id],
		queryFn: ({ signal }) => request<WebhookDto>(`/api/webhooks/${encodeURIComponent(id)}`, { signal }),
		refetchInterval: ({ state }) =>
			state.data?.status === "active" && state.data.deliveries.waiting > 0 ? BUSY : QUIET,
	});
}

/** The deliveries of a webhook, newest first, page by page. */
export function useDeliveries(id: string, filter: DeliveryFilter) {
	return useInfiniteQuery({
		queryKey: [...WEBHOOKS_KEY, "deliveries", id, filter],
		...listPages<DeliveryPage>(`/api/webhooks/${encodeURIComponent(id)}/deliveries`, {
			status: filter === "all" ? undefined : filter,
		}),
		refetchInterval: ({ state }) =>
			state.data?.pages.some((page) => page.items.some(isImminent)) ? BUSY : QUIET,
	});
}

export function useDelivery(id: string) {
	return useQuery({
		queryKey: [...WEBHOOKS_KEY, "delivery", id],
		queryFn: ({ signal }) =>
			request<DeliveryDetail>(`/api/webhooks/deliveries/${encodeURIComponent(id)}`, { signal }),
		refetchInterval: ({ state }) => (state.data !== undefined && isImminent(state.data) ? BUSY : QUIET),
	});
}
