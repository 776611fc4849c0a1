import type { ReactNode } from "react";
import { cx } from "./cx";
import { ScrollArea } from "./scroll-area";

/** What a page shows under its header, where the page as a whole scrolls. */
export function PageBody({
	children,
	className,
}: {
	readonly children: ReactNode;
	readonly className?: string | undefined;
}) {
	return (
		<ScrollArea className="min-h-0 flex-1 overflow-y-auto print:overflow-visible">
			<div
				className={cx(
					"flex max-w-[100rem] flex-col gap-5 px-3 py-4 sm:px-4 print:gap-4 print:px-0",
					className,
				)}
			>
				{children}
			</div>
		</ScrollArea>
	);
}
