"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ClipboardCheck } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { HANDOVERS_KEY } from "@/components/handovers/handovers/queries";
import { INBOX_KEY } from "@/components/parts/live/inbox-key";
import { buttonClass } from "@/components/ui/button-class";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { plural } from "@/lib/core/plural";
import { handoverName } from "@/lib/handovers/handovers/review-rules";
import type { AwaitingDto } from "@/lib/handovers/read-back/schema";

/** What waits for one's own acknowledgement. Below the inbox's key: what tells of the one tells of the other. */
export const AWAITING_KEY = [...INBOX_KEY, "handovers"] as const;

export function useAwaiting() {
	const own = useMay("inbox.own");
	return useQuery({
		queryKey: AWAITING_KEY,
		queryFn: ({ signal }) => request<AwaitingDto>("/api/handovers/awaiting", { signal }),
		refetchInterval: 60_000,
		enabled: own,
		select: ({ items }) => items,
	});
}

/** Handovers that wait for one's own acknowledgement, each with the way to it. Nothing while none does. */
export function AwaitingSection({ className }: { readonly className?: string }) {
	const queries = useQueryClient();
	const query = useAwaiting();
	const now = useNow(60_000);
	const items = query.data ?? [];
	const ids = items.map(({ id }) => id).join();
	// What was signed just now is in the lists of the handovers too.
	useEffect(() => {
		if (ids !== "") void queries.invalidateQueries({ queryKey: [...HANDOVERS_KEY, "history"] });
	}, [ids, queries]);
	if (query.isError && query.data === undefined) {
		return (
			<QueryProblem
				query={query}
				title="The handovers that wait for you could not be loaded"
				className={className}
			/>
		);
	}
	if (items.length === 0) return null;
	return (
		<Section title={`Awaiting your acknowledgement (${items.length})`} className={className}>
			<ul className="divide-y border-y">
				{items.map(({ id, number, shift, outgoing, signedAt, dueAt, count, unstable, answered }) => {
					const late = dueAt !== null && Date.parse(dueAt) < now.getTime();
					return (
						<li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
							<div className="min-w-0 flex-1 basis-60">
								<Link
									href={`/handovers/${number}/read-back`}
									prefetch={false}
									className="font-medium hover:underline"
								>
									<bdi>{handoverName(number, shift)}</bdi>
								</Link>
								<p className="text-muted text-sm">
									From <bdi>{outgoing}</bdi>, <Time value={signedAt} form="brief" /> · {plural(count, "item")}
									{unstable === 0 ? "" : `, ${unstable.toLocaleString("en")} at risk`}
									{answered === 0 ? "" : `, ${answered.toLocaleString("en")} answered`}
								</p>
							</div>
							{dueAt === null ? null : (
								<span className={late ? "text-red text-sm" : "text-muted text-sm"} suppressHydrationWarning>
									{late ? "Overdue since " : "Acknowledge by "}
									<Time value={dueAt} form="brief" />
								</span>
							)}
							<Link
								href={`/handovers/${number}/read-back`}
								prefetch={false}
								className={buttonClass("primary")}
							>
								<ClipboardCheck aria-hidden className="size-3.5" />
								Read back
							</Link>
						</li>
					);
				})}
			</ul>
		</Section>
	);
}

/** How many handovers wait for one's own acknowledgement, beside the entry in the navigation. */
export function AwaitingBadge() {
	const count = useAwaiting().data?.length ?? 0;
	if (count === 0) return null;
	const words = `${count} awaiting your acknowledgement`;
	return (
		<span
			title={words}
			className="absolute top-0.5 left-1/2 ml-1.5 min-w-4 rounded-full bg-red px-1 text-center font-semibold text-[0.625rem] text-canvas leading-4"
		>
			<span aria-hidden>{count > 99 ? "99+" : count}</span>
			<span className="sr-only"> ({words})</span>
		</span>
	);
}
