import { cx } from "./cx";

/** Where something will be; the region around it carries aria-busy. */
export function Skeleton({ className }: { className?: string | undefined }) {
	return <span aria-hidden className={cx("block h-3 animate-pulse rounded-sm bg-slate-soft", className)} />;
}
