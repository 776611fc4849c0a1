"use client";

import { Progress as BaseProgress } from "@base-ui/react/progress";
import { cx } from "./cx";

interface ProgressProps {
	readonly label: string;
	/** 0 to 100, or null while the end is not known. */
	readonly value: number | null;
	readonly className?: string | undefined;
}

export function Progress({ label, value, className }: ProgressProps) {
	return (
		<BaseProgress.Root aria-label={label} value={value} className={className}>
			<BaseProgress.Track className="h-1 overflow-hidden rounded-full bg-slate-soft">
				<BaseProgress.Indicator
					className={cx(
						"h-full rounded-full bg-accent transition-[width]",
						value === null && "w-1/3! animate-pulse",
					)}
				/>
			</BaseProgress.Track>
		</BaseProgress.Root>
	);
}
