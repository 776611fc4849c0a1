import { cx } from "@/components/ui/cx";
import type { ColumnMeta } from "./table";

/** Where and how a column's cells show; the same for header, body and skeleton, so that widths agree. */
export function cellClass(meta: ColumnMeta | undefined): string {
	return cx(
		meta?.align === "end" && "text-right",
		meta?.on === "wide" && "max-sm:hidden",
		meta?.on === "phone" && "sm:hidden",
		meta?.className,
	);
}
