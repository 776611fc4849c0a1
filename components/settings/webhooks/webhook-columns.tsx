"use client";

import Link from "next/link";
import { createAppColumnHelper } from "@/components/data-table/table";
import { Ago } from "@/components/ui/ago";
import { LookMark, Tag } from "@/components/ui/tag";
import { visibleText } from "@/lib/core/visible-text";
import type { WebhookDto } from "@/lib/outbound/webhooks/schema";
import { eventLabel } from "@/lib/outbound/webhooks/schema";
import { SHAPE, webhookLook } from "./looks";

const helper = createAppColumnHelper<WebhookDto>();

export function WebhookMark({ webhook }: { webhook: WebhookDto }) {
	return <LookMark look={webhookLook(webhook)} />;
}

function WebhookLink({ webhook }: { webhook: WebhookDto }) {
	return (
		<Link
			href={`/settings/webhooks/${webhook.id}`}
			prefetch={false}
			className="min-w-0 truncate font-medium hover:underline"
		>
			<bdi>{visibleText(webhook.name)}</bdi>
		</Link>
	);
}

function Deliveries({ webhook: { deliveries } }: { webhook: WebhookDto }) {
	const { waiting, dead } = deliveries;
	if (waiting === 0 && dead === 0) return <span className="text-faint">None open</span>;
	return (
		<span className="inline-flex gap-2">
			{dead === 0 ? null : <span className="text-red">{dead.toLocaleString("en")} dead</span>}
			{waiting === 0 ? null : <span>{waiting.toLocaleString("en")} waiting</span>}
		</span>
	);
}

function LastDelivered({ webhook }: { webhook: WebhookDto }) {
	const { lastDeliveredAt } = webhook.deliveries;
	return lastDeliveredAt === null ? (
		<span className="text-faint">Never</span>
	) : (
		<Ago value={lastDeliveredAt} />
	);
}

export const WEBHOOK_COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Webhook",
		cell: ({ row: { original: webhook } }) => (
			<span className="flex min-w-0 flex-col gap-0.5 py-1.5">
				<span className="flex min-w-0 items-center justify-between gap-3">
					<WebhookLink webhook={webhook} />
					<span className="shrink-0">
						<WebhookMark webhook={webhook} />
					</span>
				</span>
				<span className="flex items-center justify-between gap-3 text-muted text-sm">
					<span className="truncate">
						{SHAPE[webhook.shape].label} · {host(webhook.url)}
					</span>
					<span className="shrink-0">
						<Deliveries webhook={webhook} />
					</span>
				</span>
			</span>
		),
		meta: { label: "Webhook", on: "phone" },
	}),
	helper.accessor("name", {
		header: "Webhook",
		cell: ({ row }) => (
			<span className="flex min-w-0">
				<WebhookLink webhook={row.original} />
			</span>
		),
		meta: { label: "Webhook", on: "wide" },
	}),
	helper.display({
		id: "host",
		header: "Sends to",
		cell: ({ row }) => host(row.original.url),
		meta: { label: "Sends to", on: "wide", className: "text-muted" },
	}),
	helper.accessor("shape", {
		header: "Shape",
		cell: ({ row }) => <Tag>{SHAPE[row.original.shape].label}</Tag>,
		meta: { label: "Shape", on: "wide", width: "w-24" },
	}),
	helper.accessor("events", {
		header: "When",
		cell: ({ row }) => row.original.events.map(eventLabel).join(", "),
		meta: { label: "When", on: "wide", className: "text-muted @max-5xl:hidden" },
	}),
	helper.accessor("status", {
		header: "State",
		cell: ({ row }) => <WebhookMark webhook={row.original} />,
		meta: { label: "State", on: "wide", width: "w-28" },
	}),
	helper.display({
		id: "deliveries",
		header: "Deliveries",
		cell: ({ row }) => <Deliveries webhook={row.original} />,
		meta: { label: "Open deliveries", on: "wide", width: "w-40" },
	}),
	helper.display({
		id: "last",
		header: "Last delivered",
		cell: ({ row }) => <LastDelivered webhook={row.original} />,
		meta: { label: "Last delivered", on: "wide", width: "w-36", className: "text-muted pr-3 sm:pr-4" },
	}),
]);

/** The path may be a credential, so lists show the host alone. */
export function host(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}
