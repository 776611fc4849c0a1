"use client";

import Link from "next/link";
import { createAppColumnHelper } from "@/components/data-table/table";
import { LookMark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/core/plural";
import { handoverName } from "@/lib/handovers/handovers/review-rules";
import type { HistoryPage, PastHandover } from "@/lib/handovers/review/schema";
import { standing } from "./looks";

export type HistoryRow = HistoryPage["items"][number];

const helper = createAppColumnHelper<HistoryRow>();

export function StandingMark({ handover }: { handover: PastHandover }) {
	return <LookMark look={standing(handover)} />;
}

function HandoverLink({ handover }: { handover: PastHandover }) {
	return (
		<Link
			href={`/handovers/${handover.number}`}
			prefetch={false}
			className="min-w-0 truncate font-medium hover:underline"
		>
			<bdi>{handoverName(handover.number, handover.shift)}</bdi>
		</Link>
	);
}

function Extras({ handover: { declined, addenda } }: { handover: PastHandover }) {
	const parts = [
		...(declined > 0 ? [`${declined} declined`] : []),
		...(addenda > 0 ? [plural(addenda, "addendum", "addenda")] : []),
	];
	return parts.length === 0 ? <span className="text-faint">–</span> : parts.join(", ");
}

/** Whose acknowledgement is awaited. */
function receiversText({ receivers }: PastHandover): string {
	return receivers.length === 0 ? "Awaited" : `Awaited from ${receivers.join(", ")}`;
}

function Found({ text }: { text: string | null }) {
	return text === null ? null : <bdi className="truncate text-muted">{text}</bdi>;
}

export const HISTORY_COLUMNS = helper.columns([
	helper.display({
		id: "summary",
		header: "Handover",
		cell: ({ row: { original: handover } }) => (
			<span className="flex min-w-0 flex-col gap-0.5 py-1.5">
				<span className="flex min-w-0 items-center justify-between gap-3">
					<HandoverLink handover={handover} />
					<span className="shrink-0 text-sm">
						<StandingMark handover={handover} />
					</span>
				</span>
				<span className="flex min-w-0 items-center justify-between gap-3 text-muted text-sm">
					<bdi className="truncate">
						{handover.outgoing} → {handover.incoming ?? receiversText(handover)}
					</bdi>
					<Time value={handover.windowTo} form="brief" />
				</span>
				<Found text={handover.found} />
			</span>
		),
		meta: { label: "Handover", on: "phone" },
	}),
	helper.accessor("number", {
		header: "Handover",
		cell: ({ row: { original: handover } }) => (
			<span className="flex min-w-0 flex-col">
				<HandoverLink handover={handover} />
				<Found text={handover.found} />
			</span>
		),
		meta: { label: "Handover", on: "wide" },
	}),
	helper.display({
		id: "window",
		header: "Window",
		cell: ({ row: { original: handover } }) => (
			<span className="whitespace-nowrap">
				<Time value={handover.windowFrom} form="minutes" /> –{" "}
				<Time value={handover.windowTo} form="minutes" />
			</span>
		),
		meta: { label: "Window", on: "wide", width: "w-72", className: "text-muted" },
	}),
	helper.accessor("outgoing", {
		header: "Signed by",
		cell: ({ row }) => <bdi className="truncate">{row.original.outgoing}</bdi>,
		meta: { label: "Signed by", on: "wide", width: "w-40" },
	}),
	helper.display({
		id: "incoming",
		header: "Acknowledged by",
		cell: ({ row: { original: handover } }) =>
			handover.incoming === null ? (
				<bdi className="truncate text-muted">{receiversText(handover)}</bdi>
			) : (
				<bdi className="truncate">{handover.incoming}</bdi>
			),
		meta: { label: "Acknowledged by", on: "wide", width: "w-40" },
	}),
	helper.display({
		id: "standing",
		header: "State",
		cell: ({ row }) => <StandingMark handover={row.original} />,
		meta: { label: "State", on: "wide", width: "w-44" },
	}),
	helper.display({
		id: "extras",
		header: "After signing",
		cell: ({ row }) => <Extras handover={row.original} />,
		meta: { label: "After signing", on: "wide", width: "w-52", className: "text-muted @max-5xl:hidden" },
	}),
]);
