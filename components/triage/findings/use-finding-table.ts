"use client";

import { useMemo, useRef, useState } from "react";
import { writeCookie } from "@/components/client/preference-cookies";
import { useWorkspaces } from "@/components/client/shell-context";
import { useAppTable } from "@/components/data-table/table";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { COLUMNS_COOKIE, writeColumnChoices } from "./column-choices";
import { findingColumns, type SelectionCells } from "./columns";
import { type SetTriageUrl, type TriageUrl, viewOf } from "./url";

interface FindingTableInput {
	readonly rows: readonly FindingSummary[];
	readonly url: TriageUrl;
	readonly setUrl: SetTriageUrl;
	readonly selection: SelectionCells;
	/** Columns the person has shown or hidden. */
	readonly choices: Readonly<Record<string, boolean>>;
}

export function useFindingTable({ rows, url, setUrl, selection, choices }: FindingTableInput) {
	// The columns stay the same objects; what they show of the selection is read when they are drawn.
	const latest = useRef(selection);
	latest.current = selection;
	const [columns] = useState(() =>
		findingColumns({
			isSelected: (id) => latest.current.isSelected(id),
			toggle: (id, range) => latest.current.toggle(id, range),
			state: () => latest.current.state(),
			toggleAll: () => latest.current.toggleAll(),
			locked: () => latest.current.locked(),
		}),
	);
	const [chosen, setChosen] = useState(choices);
	const several = useWorkspaces().length > 1;
	const view = viewOf(url.statuses);
	const columnVisibility = useMemo(
		// In the queue nothing is decided yet, so that column would only take room.
		() => ({
			lastSeenAt: false,
			decidedAt: view !== "open" && view !== "new",
			...chosen,
			...(several ? {} : { workspaceId: false }),
		}),
		[view, chosen, several],
	);
	return useAppTable({
		data: rows as FindingSummary[],
		columns,
		state: { sorting: [{ id: url.sort, desc: url.order === "desc" }], columnVisibility },
		onSortingChange: (update) => {
			const before = [{ id: url.sort as string, desc: url.order === "desc" }];
			const [next] = typeof update === "function" ? update(before) : update;
			if (next === undefined) return;
			setUrl({ sort: next.id, order: next.desc ? "desc" : "asc" });
		},
		onColumnVisibilityChange: (update) => {
			const next = typeof update === "function" ? update(columnVisibility) : update;
			const changed = Object.entries(next).filter(
				([id, shown]) => columnVisibility[id as keyof typeof columnVisibility] !== shown,
			);
			const all = { ...chosen, ...Object.fromEntries(changed) };
			setChosen(all);
			writeCookie(COLUMNS_COOKIE, writeColumnChoices(all));
		},
	});
}
