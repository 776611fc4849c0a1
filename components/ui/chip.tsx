"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { visibleText } from "@/lib/core/visible-text";

interface ChipProps {
	readonly children: ReactNode;
	/** Accessible name of the removal, such as "Remove workload Email". */
	readonly removeLabel: string;
	readonly onRemove: () => void;
}

/** A filter that is on, and its removal. */
export function Chip({ children, removeLabel, onRemove }: ChipProps) {
	return (
		<span className="inline-flex h-6 max-w-full items-center rounded-md border border-line-strong bg-raised pl-2 text-sm">
			<span className="truncate">{children}</span>
			<button
				type="button"
				aria-label={visibleText(removeLabel)}
				onClick={onRemove}
				className="flex size-6 shrink-0 items-center justify-center text-muted -outline-offset-2 hover:text-fg"
			>
				<X aria-hidden className="size-3" />
			</button>
		</span>
	);
}
