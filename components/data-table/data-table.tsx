"use client";

import { FlexRender, type Header, type Row, type Table } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type RefObject, useEffect, useRef } from "react";
import { cx } from "@/components/ui/cx";
import { cellClass } from "./cell-class";
import { SkeletonRows } from "./skeleton-rows";
import { SortHeader } from "./sort-header";
import type { AppFeatures } from "./table";
import { useRowHeight } from "./use-row-height";

/** Pixels; the header cells' class says the same to CSS. */
const HEADER_HEIGHT = 32;
/** Rows from the end at which the next page is asked for. */
const AHEAD = 25;
/** Height that the server draws rows for, in pixels. */
const FIRST_PAINT = 1_000;

interface DataTableProps<T extends { id: string }> {
	/** Accessible name. */
	readonly label: string;
	readonly table: Table<AppFeatures, T>;
	/** All rows there are on the server, as far as known. */
	readonly total?: number | undefined;
	readonly loading?: boolean;
	/** In place of the rows when there are none and nothing is loading. */
	readonly empty?: ReactNode;
	/** Below the last row: what went wrong, or that this is the end. */
	readonly footer?: ReactNode;
	readonly hasMore?: boolean;
	readonly loadingMore?: boolean;
	readonly onLoadMore?: () => void;
	/** The row the keyboard stands on: the table's tab stop. */
	readonly activeId?: string | null;
	/** Counted up to move focus to the active row. */
	readonly focusTurn?: number;
	readonly selected?: ReadonlySet<string>;
	readonly onRowPress?: (row: T, event: { readonly shiftKey: boolean }) => void;
	readonly rowClassName?: (row: T) => string | undefined;
	/** Scroll inside the space the parent gives, drawing only what is seen. Otherwise as tall as its rows. */
	readonly scroll?: boolean;
	readonly className?: string;
}

export function DataTable<T extends { id: string }>(props: DataTableProps<T>) {
	const scroller = useRef<HTMLDivElement>(null);
	const { table, label, total, loading = false, empty, footer, scroll = true, className } = props;
	const rows = table.getRowModel().rows;
	const columns = table.getVisibleLeafColumns();
	const none = rows.length === 0 && !loading;
	return (
		<div
			ref={scroller}
			className={cx("@container", scroll ? "min-h-0 flex-1 overflow-auto" : "overflow-x-auto", className)}
			aria-busy={loading}
		>
			<table
				aria-label={label}
				aria-rowcount={total === undefined ? undefined : total + 1}
				className="w-full table-fixed border-separate border-spacing-0"
			>
				<thead>
					{table.getHeaderGroups().map((group) => (
						<tr key={group.id} aria-rowindex={1}>
							{group.headers.map((header) => (
								<HeaderCell key={header.id} header={header} />
							))}
						</tr>
					))}
				</thead>
				<tbody>
					{loading && rows.length === 0 ? (
						<SkeletonRows columns={columns} />
					) : scroll ? (
						<VirtualRows {...props} rows={rows} scroller={scroller} />
					) : (
						rows.map((row, index) => <BodyRow key={row.id} {...props} row={row} index={index} />)
					)}
				</tbody>
			</table>
			{none ? empty : null}
			{footer}
		</div>
	);
}

function HeaderCell<T extends { id: string }>({ header }: { header: Header<AppFeatures, T, unknown> }) {
	const { column } = header;
	const sorted = column.getIsSorted();
	const sortable = column.getCanSort();
	return (
		<th
			scope="col"
			aria-sort={
				!sortable ? undefined : sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : "none"
			}
			className={cx(
				"sticky top-0 z-10 h-8 truncate border-b bg-canvas px-2 text-left font-medium text-muted text-sm",
				column.columnDef.meta?.width,
				cellClass(column.columnDef.meta),
			)}
		>
			{header.isPlaceholder ? null : sortable ? (
				<SortHeader
					sorted={sorted}
					onSort={() => column.toggleSorting(sorted === "desc" ? false : undefined)}
				>
					<FlexRender header={header} />
				</SortHeader>
			) : (
				<FlexRender header={header} />
			)}
		</th>
	);
}

interface RowsProps<T extends { id: string }> extends DataTableProps<T> {
	readonly rows: readonly Row<AppFeatures, T>[];
	readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Only the rows in sight, between two spacers: a plain table keeps its semantics and its column widths. */
function VirtualRows<T extends { id: string }>(props: RowsProps<T>) {
	const { rows, scroller, activeId = null, focusTurn = 0 } = props;
	const { hasMore = false, loadingMore = false, onLoadMore } = props;
	const height = useRowHeight();
	const virtualizer = useVirtualizer({
		count: rows.length,
		getScrollElement: () => scroller.current,
		estimateSize: () => height,
		getItemKey: (index) => rows[index]?.id ?? index,
		overscan: 12,
		initialRect: { width: 0, height: FIRST_PAINT },
		// The header covers the top, so the rows end that much earlier than the scroller.
		scrollPaddingEnd: HEADER_HEIGHT,
	});
	useEffect(() => {
		if (height > 0) virtualizer.measure();
	}, [height, virtualizer]);

	const items = virtualizer.getVirtualItems();
	const first = items[0];
	const last = items.at(-1);
	const nearEnd = last === undefined || last.index >= rows.length - AHEAD;
	useEffect(() => {
		if (nearEnd && hasMore && !loadingMore) onLoadMore?.();
	}, [nearEnd, hasMore, loadingMore, onLoadMore]);

	// A move of the keyboard: bring the row into sight, then focus it once it is drawn.
	const moved = useRef(focusTurn);
	useEffect(() => {
		if (moved.current === focusTurn || activeId === null) return;
		moved.current = focusTurn;
		const index = rows.findIndex((row) => row.id === activeId);
		if (index < 0) return;
		virtualizer.scrollToIndex(index);
		const focus = () => {
			const element = scroller.current?.querySelector<HTMLElement>(`tr[data-id="${CSS.escape(activeId)}"]`);
			element?.focus({ preventScroll: true });
			return element !== null && element !== undefined;
		};
		if (!focus()) requestAnimationFrame(() => requestAnimationFrame(focus));
	}, [focusTurn, activeId, rows, virtualizer, scroller]);

	return (
		<>
			<Spacer height={first?.start ?? 0} />
			{items.map((item) => {
				const row = rows[item.index];
				return row === undefined ? null : <BodyRow key={row.id} {...props} row={row} index={item.index} />;
			})}
			<Spacer height={last === undefined ? 0 : virtualizer.getTotalSize() - last.end} />
		</>
	);
}

function Spacer({ height }: { height: number }) {
	if (height <= 0) return null;
	return (
		<tr aria-hidden>
			{/* An attribute of the table, not a style: no style attribute of the server's HTML counts. */}
			<td height={height} className="p-0" />
		</tr>
	);
}

interface BodyRowProps<T extends { id: string }> extends DataTableProps<T> {
	readonly row: Row<AppFeatures, T>;
	readonly index: number;
}

function BodyRow<T extends { id: string }>({
	row,
	index,
	activeId = null,
	selected,
	onRowPress,
	rowClassName,
}: BodyRowProps<T>) {
	const active = row.id === activeId;
	const tabStop =
		onRowPress === undefined ? undefined : active || (activeId === null && index === 0) ? 0 : -1;
	return (
		<tr
			data-id={row.id}
			aria-rowindex={index + 2}
			aria-current={active ? "true" : undefined}
			tabIndex={tabStop}
			onClick={
				onRowPress === undefined
					? undefined
					: (event) => {
							// Somebody marking text to copy does not want the row to open.
							if (window.getSelection()?.isCollapsed === false) return;
							onRowPress(row.original, event);
						}
			}
			className={cx(
				"group/row -outline-offset-1 focus-visible:outline-1",
				onRowPress !== undefined && "hover:bg-hover",
				selected?.has(row.id) && "bg-selected hover:bg-selected",
				active && "bg-active hover:bg-active",
				rowClassName?.(row.original),
			)}
		>
			{row.getVisibleCells().map((cell) => (
				<td
					key={cell.id}
					className={cx(
						"relative h-(--row) truncate border-b px-2 group-aria-[current]/row:first:shadow-[inset_2px_0_0_var(--accent)]",
						cellClass(cell.column.columnDef.meta),
					)}
				>
					<FlexRender cell={cell} />
				</td>
			))}
		</tr>
	);
}
