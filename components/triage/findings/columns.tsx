"use client";

import { CheckCell } from "@/components/data-table/check-cell";
import { createAppColumnHelper } from "@/components/data-table/table";
import { WorkspaceName } from "@/components/parts/page/workspace-name";
import { PersonName } from "@/components/parts/text/person-name";
import { Time } from "@/components/ui/time";
import { visibleText } from "@/lib/core/visible-text";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { ClickMark, Host, SampleTag, StatusMark, Summary, Threats, User } from "./finding-cells";

const helper = createAppColumnHelper<FindingSummary>();

/** What the selection column needs of its page. It is read when drawn, so that the columns stay the same objects. */
export interface SelectionCells {
	isSelected: (id: string) => boolean;
	toggle: (id: string, range: boolean) => void;
	/** All of the rows shown, some, or none. */
	state: () => "all" | "some" | "none";
	toggleAll: () => void;
	/** Everything that matches is selected, so single rows cannot be. */
	locked: () => boolean;
}

/** Ids of sortable columns are the names of the sorts. */
export function findingColumns(selection: SelectionCells) {
	return helper.columns([
		helper.display({
			id: "select",
			header: () => (
				<CheckCell
					label="Select all that are loaded"
					checked={selection.state() === "all"}
					indeterminate={selection.state() === "some"}
					onToggle={selection.toggleAll}
				/>
			),
			cell: ({ row }) => (
				<CheckCell
					label={`Select ${row.original.accountUpn ?? "finding"}`}
					checked={selection.isSelected(row.id)}
					disabled={selection.locked()}
					onToggle={(range) => selection.toggle(row.id, range)}
					untabbed
				/>
			),
			meta: { label: "Selection", width: "w-10", fixed: true },
			enableSorting: false,
		}),
		helper.display({
			id: "summary",
			header: "Finding",
			cell: ({ row }) => <Summary finding={row.original} />,
			meta: { label: "Finding", on: "phone", fixed: true },
			enableSorting: false,
		}),
		helper.accessor("status", {
			header: "Status",
			cell: ({ row }) => <StatusMark finding={row.original} />,
			meta: { label: "Status", on: "wide", fixed: true, className: "w-46 @max-5xl:w-28" },
			enableSorting: false,
		}),
		helper.accessor("accountUpn", {
			header: "User",
			cell: ({ row }) => (
				<span className="flex min-w-0 items-center gap-1.5">
					<User upn={row.original.accountUpn} className="min-w-0" />
					<SampleTag finding={row.original} />
				</span>
			),
			meta: { label: "User", on: "wide", fixed: true },
			enableSorting: true,
		}),
		helper.accessor("clickedThrough", {
			header: "Click",
			cell: ({ row }) => <ClickMark finding={row.original} />,
			meta: { label: "Click", on: "wide", width: "w-35" },
			enableSorting: false,
		}),
		helper.accessor("threatTypes", {
			header: "Threat types",
			cell: ({ row }) => <Threats types={row.original.threatTypes} />,
			meta: { label: "Threat types", on: "wide", width: "w-34", className: "@max-5xl:hidden" },
			enableSorting: false,
		}),
		helper.accessor("url", {
			header: "URL host",
			cell: ({ row }) => <Host url={row.original.url} />,
			meta: { label: "URL host", on: "wide" },
			enableSorting: false,
		}),
		helper.accessor("workload", {
			header: "Workload",
			cell: ({ row: { original } }) =>
				original.workload === null ? (
					<span className="text-faint">Unknown</span>
				) : (
					visibleText(original.workload)
				),
			meta: { label: "Workload", on: "wide", width: "w-24", className: "@max-5xl:hidden" },
			enableSorting: false,
		}),
		helper.accessor("workspaceId", {
			header: "Workspace",
			cell: ({ row }) => <WorkspaceName id={row.original.workspaceId} />,
			meta: {
				label: "Workspace",
				on: "wide",
				fixed: true,
				width: "w-36",
				className: "@max-5xl:hidden text-muted",
			},
			enableSorting: false,
		}),
		helper.accessor("eventAt", {
			header: "Event time",
			cell: ({ row }) => <Time value={row.original.eventAt} className="text-muted" />,
			meta: { label: "Event time", on: "wide", width: "w-44" },
			enableSorting: true,
			sortDescFirst: true,
		}),
		helper.accessor("lastSeenAt", {
			header: "Last seen",
			cell: ({ row }) => <Time value={row.original.lastSeenAt} className="text-muted" />,
			meta: { label: "Last seen", on: "wide", width: "w-44", className: "@max-6xl:hidden" },
			enableSorting: true,
			sortDescFirst: true,
		}),
		helper.accessor((finding) => finding.decision?.at ?? null, {
			id: "decidedAt",
			header: "Decided",
			cell: ({ row }) => <Decided finding={row.original} />,
			meta: { label: "Decided", on: "wide", width: "w-52", className: "@max-6xl:hidden" },
			enableSorting: true,
			sortDescFirst: true,
		}),
	]);
}

function Decided({ finding }: { finding: FindingSummary }) {
	if (finding.decision === null) return null;
	return (
		<span className="flex min-w-0 items-center gap-2 text-muted">
			<PersonName person={finding.decision.by} />
			<Time value={finding.decision.at} form="brief" className="shrink-0 text-faint text-sm" />
		</span>
	);
}
