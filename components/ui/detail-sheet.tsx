"use client";

import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { IconButton } from "./button";
import { Sheet } from "./dialog";
import { ScrollArea } from "./scroll-area";

interface DetailSheetProps {
	/** Accessible name. */
	readonly label: string;
	readonly title: ReactNode;
	/** Under the title. */
	readonly about?: ReactNode;
	readonly actions?: ReactNode;
	/** Names the button that closes it. */
	readonly close: string;
	/** Let the page's shortcuts work while the sheet is open. */
	readonly shortcuts?: boolean;
	readonly onClose: () => void;
	readonly children: ReactNode;
}

/** One thing of a list, whole, in a sheet under its own title. */
export function DetailSheet(props: DetailSheetProps) {
	const { label, title, about, actions, close, shortcuts = false, onClose, children } = props;
	// On the close button its tooltip would open, and take the first Escape.
	const heading = useRef<HTMLHeadingElement>(null);
	return (
		<Sheet
			open
			onOpenChange={(open) => !open && onClose()}
			label={label}
			initialFocus={heading}
			shortcuts={shortcuts}
		>
			<header className="flex shrink-0 items-start gap-2 border-b px-4 py-2">
				<div className="min-w-0 flex-1">
					<h2 ref={heading} tabIndex={-1} className="break-words font-semibold text-lg outline-none">
						{title}
					</h2>
					{about}
				</div>
				{actions}
				<IconButton label={close} shortcut="Esc" icon={X} onClick={onClose} className="-mr-1.5" />
			</header>
			<ScrollArea className="min-h-0 flex-1 overflow-y-auto px-4 py-3">{children}</ScrollArea>
		</Sheet>
	);
}

/** A part of the sheet under its heading. */
export function DetailPart(props: { title: string; action?: ReactNode; children: ReactNode }) {
	const { title, action, children } = props;
	return (
		<section aria-label={title}>
			<div className="mb-1.5 flex items-center justify-between">
				<h3 className="font-medium text-muted text-sm">{title}</h3>
				{action}
			</div>
			{children}
		</section>
	);
}
