import type { ReactNode } from "react";
import { cx } from "./cx";

export function Kbd({ children, className }: { children: ReactNode; className?: string | undefined }) {
	return (
		<kbd
			className={cx(
				"inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-canvas px-1",
				"font-sans text-xs text-muted",
				className,
			)}
		>
			{children}
		</kbd>
	);
}
