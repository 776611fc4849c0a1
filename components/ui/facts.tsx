import type { ReactNode } from "react";
import { cx } from "./cx";

/** Names and values, one under the other. */
export function Facts({
	children,
	className,
}: {
	readonly children: ReactNode;
	readonly className?: string | undefined;
}) {
	return (
		<dl className={cx("grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5", className)}>{children}</dl>
	);
}

interface FactProps {
	readonly name: string;
	/** Nothing says "none" in words. */
	readonly children: ReactNode;
	readonly none?: string;
}

export function Fact({ name, children, none = "None" }: FactProps) {
	const empty = children === null || children === undefined || children === "";
	return (
		<>
			<dt className="text-muted">{name}</dt>
			<dd className="min-w-0 break-words">{empty ? <span className="text-faint">{none}</span> : children}</dd>
		</>
	);
}
