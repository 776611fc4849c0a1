"use client";

import { Popover as BasePopover } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { visibleText } from "@/lib/core/visible-text";
import { cx } from "./cx";

interface PopoverProps {
	readonly trigger: ReactElement;
	/** Accessible name of the popup. */
	readonly label: string;
	readonly children: ReactNode;
	readonly open?: boolean;
	readonly onOpenChange?: (open: boolean) => void;
	readonly openOnHover?: boolean;
	readonly align?: "start" | "center" | "end";
	readonly side?: "top" | "bottom" | "right" | "left";
	readonly className?: string;
}

export function Popover({
	trigger,
	label,
	children,
	open,
	onOpenChange,
	openOnHover = false,
	align = "start",
	side = "bottom",
	className,
}: PopoverProps) {
	return (
		<BasePopover.Root
			{...(open === undefined ? {} : { open })}
			{...(onOpenChange === undefined ? {} : { onOpenChange })}
		>
			<BasePopover.Trigger render={trigger} openOnHover={openOnHover} delay={150} />
			<BasePopover.Portal>
				<BasePopover.Positioner align={align} side={side} sideOffset={4} className="z-50">
					<BasePopover.Popup
						aria-label={visibleText(label)}
						className={cx(
							"max-h-(--available-height) max-w-[calc(100vw-1rem)] overflow-y-auto rounded-md bg-raised shadow-pop outline-none",
							"transition-opacity duration-75 data-ending-style:opacity-0 data-starting-style:opacity-0",
							className,
						)}
					>
						{children}
					</BasePopover.Popup>
				</BasePopover.Positioner>
			</BasePopover.Portal>
		</BasePopover.Root>
	);
}
