"use client";

import { createAppColumnHelper } from "@/components/data-table/table";
import { LookMark, Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { type DeliveryDto, eventLabel } from "@/lib/outbound/webhooks/schema";
import { answerText, DELIVERY_LOOK } from "./looks";

const helper = createAppColumnHelper<DeliveryDto>();

export function DeliveryMark({ delivery }: { delivery: Pick<DeliveryDto, "status"> }) {
	return <LookMark look={DELIVERY_LOOK[delivery.status]} />;
}

function Event({ delivery }: { delivery: DeliveryDto }) {
	return delivery.test ? <Tag>Test</Tag> : <span>{eventLabel(delivery.event)}</span>;
}

function OpenButton({ delivery, onOpen }: { delivery: DeliveryDto; onOpen: (id: string) => void }) {
	return (
		<button
			type="button"
			onClick={() => onOpen(delivery.id)}
			aria-label={`Open the delivery of ${delivery.createdAt.slice(0, 19).replace("T", " ")} UTC`}
			className="font-medium hover:underline"
		>
			<Time value={delivery.createdAt} />
		</button>
	);
}

/** @param open shows a delivery whole */
export function deliveryColumns(open: (id: string) => void) {
	return helper.columns([
		helper.display({
			id: "summary",
			header: "Delivery",
			cell: ({ row: { original: delivery } }) => (
				<span className="flex min-w-0 flex-col gap-0.5 py-1.5">
					<span className="flex items-center justify-between gap-3">
						<OpenButton delivery={delivery} onOpen={open} />
						<DeliveryMark delivery={delivery} />
					</span>
					<span className="flex items-center gap-2 text-muted text-sm">
						<Event delivery={delivery} />
						<span className="truncate">{answerText(delivery)}</span>
					</span>
				</span>
			),
			meta: { label: "Delivery", on: "phone" },
		}),
		helper.accessor("createdAt", {
			header: "Happened",
			cell: ({ row }) => <OpenButton delivery={row.original} onOpen={open} />,
			meta: { label: "Happened", on: "wide", width: "w-44" },
		}),
		helper.accessor("event", {
			header: "Event",
			cell: ({ row }) => <Event delivery={row.original} />,
			meta: { label: "Event", on: "wide", width: "w-48" },
		}),
		helper.accessor("status", {
			header: "Status",
			cell: ({ row }) => <DeliveryMark delivery={row.original} />,
			meta: { label: "Status", on: "wide", width: "w-30" },
		}),
		helper.accessor("attempts", {
			header: "Attempts",
			cell: ({ row }) => row.original.attempts,
			meta: { label: "Attempts", on: "wide", width: "w-22", align: "end" },
		}),
		helper.display({
			id: "answer",
			header: "Last answer",
			cell: ({ row }) => answerText(row.original),
			meta: { label: "Last answer", on: "wide", className: "pl-6" },
		}),
		helper.accessor("nextAttemptAt", {
			header: "Next attempt",
			cell: ({ row: { original } }) =>
				original.nextAttemptAt === null ? (
					<span className="text-faint">None</span>
				) : (
					<Time value={original.nextAttemptAt} />
				),
			meta: { label: "Next attempt", on: "wide", width: "w-44", className: "text-muted @max-4xl:hidden" },
		}),
	]);
}
