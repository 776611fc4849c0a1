import type { Column } from "@tanstack/react-table";
import { cx } from "@/components/ui/cx";
import { Skeleton } from "@/components/ui/skeleton";
import { cellClass } from "./cell-class";
import type { AppFeatures } from "./table";

const ROWS = Array.from({ length: 14 }, (_, index) => index);

/** Rows that stand for those to come. */
export function SkeletonRows<T extends { id: string }>({
	columns,
}: {
	columns: readonly Column<AppFeatures, T, unknown>[];
}) {
	return ROWS.map((row) => (
		<tr key={row} aria-hidden>
			{columns.map((column, index) => (
				<td key={column.id} className={cx("h-(--row) border-b px-2", cellClass(column.columnDef.meta))}>
					<Skeleton className={WIDTHS[(row + index) % WIDTHS.length]} />
				</td>
			))}
		</tr>
	));
}

const WIDTHS = ["w-3/4", "w-1/2", "w-2/3", "w-4/5"];
