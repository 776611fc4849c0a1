"use client";

import { columnsOf } from "@/components/data-table/columns";
import { LookMark, Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { type DeliveryDto, eventLabel } from "@/lib/outbound/webhooks/schema";
import { answerText, DELIVERY_LOOK } from "./looks";

const { list, phone, wide } = columnsOf<DeliveryDto>();

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
	return list([
		phone("Delivery", (delivery) => (
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
		)),
		wide("createdAt", "Happened", (delivery) => <OpenButton delivery={delivery} onOpen={open} />, {
			width: "w-44",
		}),
		wide("event", "Event", (delivery) => <Event delivery={delivery} />, { width: "w-48" }),
		wide("status", "Status", (delivery) => <DeliveryMark delivery={delivery} />, { width: "w-30" }),
		wide("attempts", "Attempts", (delivery) => delivery.attempts, { width: "w-22", align: "end" }),
		wide("answer", "Last answer", (delivery) => answerText(delivery), { className: "pl-6" }),
		wide(
			"nextAttemptAt",
			"Next attempt",
			(delivery) =>
				delivery.nextAttemptAt === null ? (
					<span className="text-faint">None</span>
				) : (
					<Time value={delivery.nextAttemptAt} />
				),
			{ width: "w-44", className: "text-muted @max-4xl:hidden" },
		),
	]);
}
