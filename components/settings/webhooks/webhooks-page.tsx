"use client";

import { Plus, Webhook } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/components/client/me";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { ListPage } from "@/components/parts/page/list-page";
import { isRefusal } from "@/components/parts/page/refusal";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EDGE_TABLE } from "@/components/ui/flush-table";
import { Notice } from "@/components/ui/notice";
import type { WebhookDto, WebhookWithSecret } from "@/lib/outbound/webhooks/schema";
import { useWebhooks } from "./queries";
import { Refused } from "./refused";
import { WEBHOOK_COLUMNS } from "./webhook-columns";
import { WebhookForm } from "./webhook-form";
import { WebhookSecret } from "./webhook-secret";

const NONE: WebhookDto[] = [];

/** The webhooks there are, and the way to another. */
export function WebhooksPage() {
	return useMay("webhooks.manage") ? <Webhooks /> : <Refused />;
}

function Webhooks() {
	const list = useWebhooks();
	const [adding, setAdding] = useState(false);
	const [added, setAdded] = useState<WebhookWithSecret | null>(null);
	const table = useAppTable({
		data: list.data?.items ?? NONE,
		columns: WEBHOOK_COLUMNS,
		enableSorting: false,
	});
	if (isRefusal(list.error)) return <Refused />;
	return (
		<ListPage
			title="Webhooks"
			about="Notify Teams, Slack or your own program when something happens."
			query={list}
			failed="The webhooks could not be loaded"
			action={
				<Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
					New webhook
				</Button>
			}
			empty={(action) => (
				<EmptyState icon={Webhook} title="No webhooks yet" actions={action}>
					A webhook sends every escalation, signed, to an address of yours, and retries for a day if it
					doesn’t answer.
				</EmptyState>
			)}
			notice={
				list.data?.publicUrl === null && list.data.items.length > 0 ? (
					<Notice title="Messages have no links into Afterclick yet" className="mx-3 sm:mx-4">
						Set <code>PUBLIC_URL</code> to the address by which people reach it.
					</Notice>
				) : null
			}
			list={
				<DataTable
					label="Webhooks"
					table={table}
					scroll={false}
					loading={list.isPending}
					className={EDGE_TABLE}
				/>
			}
		>
			{adding ? (
				<WebhookForm
					onDone={(saved) => {
						setAdding(false);
						if (saved !== null && "secret" in saved) setAdded(saved);
					}}
				/>
			) : null}
			{added === null ? null : <WebhookSecret added={added} isNew onClose={() => setAdded(null)} />}
		</ListPage>
	);
}
