"use client";

import { SearchX } from "lucide-react";
import { useState } from "react";
import { ApiProblem } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { isRefusal } from "@/components/parts/page/refusal";
import { BackLink } from "@/components/ui/back-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Fact, Facts } from "@/components/ui/facts";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { LoadingLines } from "@/components/ui/skeleton";
import { Time } from "@/components/ui/time";
import { visibleText } from "@/lib/core/visible-text";
import { eventLabel, type WebhookDto, type WebhookWithSecret } from "@/lib/outbound/webhooks/schema";
import { Deliveries } from "./deliveries";
import { SHAPE } from "./looks";
import { useWebhook } from "./queries";
import { Refused } from "./refused";
import { WebhookActions } from "./webhook-actions";
import { host, WebhookMark } from "./webhook-columns";
import { WebhookSecret } from "./webhook-secret";

/** One webhook: how it stands, what can be done with it, and what was sent. */
export function WebhookPage({ id }: { id: string }) {
	return useMay("webhooks.manage") ? <Whole id={id} /> : <Refused />;
}

function Whole({ id }: { id: string }) {
	const query = useWebhook(id);
	const [rotated, setRotated] = useState<WebhookWithSecret | null>(null);
	const webhook = query.data;
	if (isRefusal(query.error)) return <Refused />;
	if (query.error instanceof ApiProblem && [404, 422].includes(query.error.status)) {
		return (
			<EmptyState
				icon={SearchX}
				title="This webhook doesn’t exist"
				actions={<BackLink href="/settings/webhooks" label="Back to the webhooks" />}
			>
				It may have been deleted.
			</EmptyState>
		);
	}
	return (
		<PageBody>
			<QueryProblem
				query={query}
				title="The webhook could not be loaded"
				stale="This page may be out of date"
			/>
			{webhook === undefined ? (
				query.isError ? null : (
					<LoadingLines label="Loading the webhook" />
				)
			) : (
				<>
					<div className="flex flex-wrap items-center gap-x-3 gap-y-2">
						<BackLink href="/settings/webhooks" label="Back to the webhooks" />
						<h2 className="-ml-1.5 min-w-0 truncate font-semibold text-lg">
							<bdi>{visibleText(webhook.name)}</bdi>
						</h2>
						<WebhookMark webhook={webhook} />
						<WebhookActions webhook={webhook} onRotated={setRotated} />
					</div>
					<StateNotice webhook={webhook} />
					<WebhookFacts webhook={webhook} />
					<Deliveries webhook={webhook} />
				</>
			)}
			{rotated === null ? null : <WebhookSecret added={rotated} onClose={() => setRotated(null)} />}
		</PageBody>
	);
}

function StateNotice({ webhook }: { webhook: WebhookDto }) {
	if (webhook.status === "disabled") {
		return (
			<Notice kind="error" title="Disabled, because the receiver said it no longer exists">
				Nothing is sent, and events are not kept for it. Resume it when the receiver is back.
			</Notice>
		);
	}
	if (webhook.status === "paused") {
		return (
			<Notice
				kind="warning"
				title={
					webhook.statusReason === "failing" ? "Paused, because nothing arrived for five days" : "Paused"
				}
			>
				Events wait here for up to 30 days and are sent when you resume it. Tests are still sent.
			</Notice>
		);
	}
	if (webhook.failingSince === null) return null;
	return (
		<Notice kind="warning" title="The receiver is failing">
			Nothing has arrived since <Time value={webhook.failingSince} form="minutes" />. Each delivery is tried
			again, less and less often, for about a day; after five days the webhook is paused.
		</Notice>
	);
}

function WebhookFacts({ webhook }: { webhook: WebhookDto }) {
	return (
		<Facts className="max-w-3xl">
			<Fact name="Sends to">{host(webhook.url)}</Fact>
			<Fact name="Shape">{SHAPE[webhook.shape].label}</Fact>
			<Fact name="When">{webhook.events.map(eventLabel).join(", ")}</Fact>
			<Fact name="Secret">
				{webhook.secretEncrypted ? "Encrypted in the database" : "Not encrypted until the next start"}
				{webhook.overlapUntil === null ? null : (
					<>
						; the previous one also signs until <Time value={webhook.overlapUntil} form="minutes" />
					</>
				)}
			</Fact>
			<Fact name="Created">
				<Time value={webhook.createdAt} form="minutes" /> by <bdi>{webhook.createdBy}</bdi>
			</Fact>
		</Facts>
	);
}
