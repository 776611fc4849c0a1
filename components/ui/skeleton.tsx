import { cx } from "./cx";

/** Where something will be; the region around it carries aria-busy. */
export function Skeleton({ className }: { className?: string | undefined }) {
	return <span aria-hidden className={cx("block h-3 animate-pulse rounded-sm bg-slate-soft", className)} />;
}

/** Lines of a text that is on its way. @param label read out, such as "Loading the row" */
export function LoadingLines({ label, className }: { label: string; className?: string | undefined }) {
	return (
		<div aria-busy className={cx("flex flex-col gap-3", className)}>
			<span className="sr-only">{label}</span>
			{["w-2/3", "w-1/2", "w-3/5"].map((width) => (
				<Skeleton key={width} className={width} />
			))}
		</div>
	);
}
