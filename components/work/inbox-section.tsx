"use client";

import {
	ArrowRightLeft,
	AtSign,
	BellRing,
	Check,
	Eye,
	Inbox,
	type LucideIcon,
	MailOpen,
	MessageCircleQuestionMark,
	MessageCircleReply,
	MessageCircleX,
	UserRoundMinus,
	UserRoundPlus,
} from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useAction } from "@/components/parts/form/use-action";
import { INBOX_KEY } from "@/components/parts/live/inbox-key";
import { Ago } from "@/components/ui/ago";
import { Button, IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Segments } from "@/components/ui/segments";
import { Skeleton } from "@/components/ui/skeleton";
import { visibleText } from "@/lib/core/visible-text";
import type { InboxItemDto } from "@/lib/platform/inbox/answers";
import type { InboxKind } from "@/lib/platform/inbox/rules";
import type { ReadInput } from "@/lib/platform/inbox/schema";
import { useInbox } from "./queries";

const KIND: Record<InboxKind, { readonly label: string; readonly icon: LucideIcon }> = {
	mentioned: { label: "Mentioned", icon: AtSign },
	assigned: { label: "Assigned", icon: UserRoundPlus },
	released: { label: "No longer yours", icon: UserRoundMinus },
	watched: { label: "Watched", icon: Eye },
	asked: { label: "Asked", icon: MessageCircleQuestionMark },
	answered: { label: "Answered", icon: MessageCircleReply },
	declined: { label: "Declined", icon: MessageCircleX },
	handed_over: { label: "Handed over to you", icon: ArrowRightLeft },
	unacknowledged: { label: "Not acknowledged", icon: BellRing },
};

/** What one was told, newest first. */
export function InboxSection() {
	const [view, setView] = useState<"unread" | "all">("unread");
	const query = useInbox(view === "unread");
	const mark = useAction({
		act: (json: ReadInput) => request("/api/inbox/read", { method: "POST", json }),
		failed: "The items were not marked",
		invalidates: INBOX_KEY,
	});
	const pages = query.data?.pages ?? [];
	const items = pages.flatMap((page) => page.items);
	const unread = pages[0]?.unread ?? 0;
	const newest = items[0]?.at;
	return (
		<Section
			title="Inbox"
			actions={
				<>
					{unread > 0 && newest !== undefined ? (
						<Button icon={MailOpen} busy={mark.isPending} onClick={() => mark.mutate({ upTo: newest })}>
							Mark all read
						</Button>
					) : null}
					<Segments
						label="Items shown"
						value={view}
						onValueChange={setView}
						segments={[
							{ value: "unread", label: "Unread", count: pages.length === 0 ? undefined : unread },
							{ value: "all", label: "All" },
						]}
					/>
				</>
			}
		>
			<QueryProblem query={query} title="The inbox could not be loaded" />
			{query.isPending ? (
				<Skeleton className="my-3 w-2/3" />
			) : items.length === 0 && !query.isError ? (
				<EmptyState icon={Inbox} title={view === "unread" ? "Nothing unread" : "No notifications yet"}>
					Mentions, assignments and changes to cases you watch appear here.
				</EmptyState>
			) : (
				<ul aria-label="Inbox" className="divide-y border-y">
					{items.map((item) => (
						<Item key={item.id} item={item} onRead={(read) => mark.mutate({ ids: [item.id], read })} />
					))}
				</ul>
			)}
			{query.hasNextPage ? (
				<Button className="mt-2" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
					Show more
				</Button>
			) : null}
		</Section>
	);
}

function Item({ item, onRead }: { item: InboxItemDto; onRead: (read: boolean) => void }) {
	const { label, icon: Icon } = KIND[item.kind];
	const unread = item.readAt === null;
	return (
		<li className="flex items-start gap-2.5 py-2">
			<Icon
				role="img"
				aria-label={unread ? `${label}, unread` : label}
				className={cx("mt-1 size-3.5 shrink-0", unread ? "text-blue" : "text-faint")}
				strokeWidth={2}
			/>
			<div className="min-w-0 flex-1">
				<Link
					href={item.href}
					prefetch={false}
					onClick={() => unread && onRead(true)}
					className={cx("break-words hover:underline", unread ? "font-medium" : "text-muted")}
				>
					{visibleText(item.text)}
				</Link>
				<p className="text-muted text-sm">
					<bdi>{visibleText(item.by)}</bdi>, <Ago value={item.at} />
				</p>
			</div>
			<IconButton
				label={unread ? "Mark read" : "Mark unread"}
				icon={unread ? Check : MailOpen}
				onClick={() => onRead(!unread)}
			/>
		</li>
	);
}
