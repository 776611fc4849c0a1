"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";

interface SortHeaderProps {
	readonly sorted: "asc" | "desc" | false;
	readonly onSort: () => void;
	readonly children: ReactNode;
}

/** A header that sorts. Its cell carries `aria-sort`. */
export function SortHeader({ sorted, onSort, children }: SortHeaderProps) {
	const Icon = sorted === "asc" ? ArrowUp : ArrowDown;
	return (
		<button
			type="button"
			onClick={onSort}
			className={cx(
				"group inline-flex h-full max-w-full items-center gap-1 font-medium -outline-offset-2 hover:text-fg",
				sorted !== false && "text-fg",
			)}
		>
			<span className="truncate">{children}</span>
			<Icon
				aria-hidden
				className={cx(
					"size-3 shrink-0",
					sorted === false && "invisible group-hover:visible group-focus-visible:visible",
				)}
			/>
		</button>
	);
}
