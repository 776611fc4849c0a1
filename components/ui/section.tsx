import { type ReactNode, useId } from "react";
import { cx } from "./cx";
import { visibleTitle } from "./visible-title";

interface SectionProps {
	readonly title: ReactNode;
	/** At the end of the heading's line. */
	readonly actions?: ReactNode;
	readonly children: ReactNode;
	readonly className?: string | undefined;
}

/** A part of a page under its heading. */
export function Section({ title, actions, children, className }: SectionProps) {
	const id = useId();
	return (
		<section aria-labelledby={id} className={cx("min-w-0", className)}>
			<div className="mb-1.5 flex min-h-7 items-center gap-2">
				<h2 id={id} className="font-semibold">
					{visibleTitle(title)}
				</h2>
				{actions === undefined ? null : <div className="ml-auto flex items-center gap-1">{actions}</div>}
			</div>
			{children}
		</section>
	);
}
