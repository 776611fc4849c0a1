"use client";

import { RotateCw } from "lucide-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { request } from "@/components/client/api";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { useAction } from "@/components/parts/form/use-action";
import { Button } from "@/components/ui/button";
import { FLUSH_TABLE } from "@/components/ui/flush-table";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Segments } from "@/components/ui/segments";
import type { DeliveryDto, ReplayResult, WebhookDto } from "@/lib/outbound/webhooks/schema";
import { deliveryColumns } from "./delivery-columns";
import { DeliverySheet } from "./delivery-sheet";
import { useDeliveries, WEBHOOKS_KEY } from "./queries";

const FILTERS = ["all", "pending", "delivered", "dead"] as const;
const LABEL = { all: "All", pending: "Waiting", delivered: "Delivered", dead: "Dead" };
const EMPTY = {
	all: "Nothing has been sent yet. The next escalation will be, or a test.",
	pending: "No waiting deliveries.",
	delivered: "Nothing has been delivered yet.",
	dead: "No dead deliveries.",
};

/** What was sent to a webhook, and what waits. */
export function Deliveries({ webhook }: { webhook: WebhookDto }) {
	const [{ status, delivery }, setUrl] = useQueryStates(
		{ status: parseAsStringLiteral(FILTERS).withDefault("all"), delivery: parseAsString },
		{ history: "push", scroll: false },
	);
	const pages = useDeliveries(webhook.id, status);
	const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
	const columns = useMemo(() => deliveryColumns((id) => void setUrl({ delivery: id })), [setUrl]);
	const table = useAppTable({ data: rows as DeliveryDto[], columns, enableSorting: false });
	const { dead, waiting, delivered } = webhook.deliveries;
	return (
		<Section title="Deliveries" actions={dead === 0 ? undefined : <ReplayAll webhook={webhook} />}>
			<Segments
				label="Show"
				value={status}
				onValueChange={(next) =>
					void setUrl({ status: next === "all" ? null : next }, { history: "replace" })
				}
				segments={FILTERS.map((value) => ({
					value,
					label: LABEL[value],
					...(value === "all" ? {} : { count: { pending: waiting, delivered, dead }[value] }),
				}))}
				className="mb-2"
			/>
			<QueryProblem query={pages} title="The deliveries could not be loaded" className="mb-2" />
			<DataTable
				label="Deliveries"
				table={table}
				scroll={false}
				loading={pages.isPending}
				empty={pages.isError ? null : <p className="py-4 text-muted">{EMPTY[status]}</p>}
				className={FLUSH_TABLE}
				footer={
					pages.hasNextPage ? (
						<div className="py-3">
							<Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
								Show older
							</Button>
						</div>
					) : null
				}
			/>
			{delivery === null ? null : (
				<DeliverySheet key={delivery} id={delivery} onClose={() => void setUrl({ delivery: null })} />
			)}
		</Section>
	);
}

function ReplayAll({ webhook }: { webhook: WebhookDto }) {
	const replay = useAction({
		act: () => request<ReplayResult>(`/api/webhooks/${webhook.id}/replay`, { method: "POST" }),
		failed: "The deliveries were not replayed",
		done: ({ replayed }) => `${replayed.toLocaleString("en")} deliveries are sent again.`,
		invalidates: WEBHOOKS_KEY,
	});
	return (
		<Button icon={RotateCw} busy={replay.isPending} onClick={() => replay.mutate()}>
			Replay{" "}
			{webhook.deliveries.dead === 1
				? "the dead one"
				: `all ${webhook.deliveries.dead.toLocaleString("en")} dead`}
		</Button>
	);
}
