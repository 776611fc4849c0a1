import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
	readonly icon: LucideIcon;
	readonly title: string;
	readonly children?: ReactNode;
	readonly actions?: ReactNode;
}

/** Why there is nothing here, and the way on. */
export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
	return (
		<div className="mx-auto flex max-w-md flex-col items-center gap-1 px-6 py-16 text-center">
			<Icon aria-hidden className="mb-2 size-6 text-faint" strokeWidth={1.5} />
			<h2 className="font-semibold text-lg">{title}</h2>
			{children === undefined ? null : <div className="text-muted">{children}</div>}
			{actions === undefined ? null : (
				<div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>
			)}
		</div>
	);
}
