"use client";

import Link from "next/link";
import { columnsOf } from "@/components/data-table/columns";
import { Ago } from "@/components/ui/ago";
import { LookMark, Tag } from "@/components/ui/tag";
import { visibleText } from "@/lib/core/visible-text";
import type { WebhookDto } from "@/lib/outbound/webhooks/schema";
import { eventLabel } from "@/lib/outbound/webhooks/schema";
import { SHAPE, webhookLook } from "./looks";

const { list, phone, wide } = columnsOf<WebhookDto>();

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

export const WEBHOOK_COLUMNS = list([
	phone("Webhook", (webhook) => (
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
	)),
	wide("name", "Webhook", (webhook) => (
		<span className="flex min-w-0">
			<WebhookLink webhook={webhook} />
		</span>
	)),
	wide("host", "Sends to", (webhook) => host(webhook.url), { className: "text-muted" }),
	wide("shape", "Shape", (webhook) => <Tag>{SHAPE[webhook.shape].label}</Tag>, { width: "w-24" }),
	wide("events", "When", (webhook) => webhook.events.map(eventLabel).join(", "), {
		className: "text-muted @max-5xl:hidden",
	}),
	wide("status", "State", (webhook) => <WebhookMark webhook={webhook} />, { width: "w-28" }),
	wide("deliveries", "Deliveries", (webhook) => <Deliveries webhook={webhook} />, {
		label: "Open deliveries",
		width: "w-40",
	}),
	wide("last", "Last delivered", (webhook) => <LastDelivered webhook={webhook} />, {
		width: "w-36",
		className: "text-muted pr-3 sm:pr-4",
	}),
]);

/** The path may be a credential, so lists show the host alone. */
export function host(url: string): string {
	return URL.canParse(url) ? new URL(url).host : url;
}
