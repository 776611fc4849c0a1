"use client";

import {
	columnVisibilityFeature,
	createTableHook,
	metaHelper,
	rowSelectionFeature,
	rowSortingFeature,
	tableFeatures,
} from "@tanstack/react-table";

/** What our renderer wants to know of a column, beside what TanStack Table does. */
export interface ColumnMeta {
	/** Its name in words, for the columns menu and wherever the header is no text. */
	readonly label: string;
	/**
	 * The Tailwind class of its width; columns without one share what is left. A class and no `style`: the pages'
	 * policy lets no style attribute of the server's HTML count.
	 */
	readonly width?: `w-${string}`;
	readonly align?: "end";
	/** `wide`: not on a phone. `phone`: only there, where it sums the others up. Without it: always. */
	readonly on?: "wide" | "phone";
	/** The person cannot hide it. */
	readonly fixed?: boolean;
	readonly className?: string;
}

/** Every table of the app: rows come sorted and filtered from the server, so there are no client row models. */
export const { useAppTable, createAppColumnHelper, appFeatures } = createTableHook({
	features: tableFeatures({
		rowSortingFeature,
		rowSelectionFeature,
		columnVisibilityFeature,
		columnMeta: metaHelper<ColumnMeta>(),
	}),
	getRowId: (row: { id: string }) => row.id,
	manualSorting: true,
	enableMultiSort: false,
	enableSortingRemoval: false,
});

export type AppFeatures = typeof appFeatures;
