"use client";

import { Tooltip as BaseTooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd";
import { visibleTitle } from "./visible-title";

export const TooltipProvider = BaseTooltip.Provider;

interface TooltipProps {
	readonly text: ReactNode;
	readonly shortcut?: string | undefined;
	readonly side?: "top" | "right" | "bottom" | "left" | undefined;
	/** The element that is explained; it needs its own accessible name, the tooltip gives none. */
	readonly children: ReactElement;
}

export function Tooltip({ text, shortcut, side = "bottom", children }: TooltipProps) {
	return (
		<BaseTooltip.Root>
			<BaseTooltip.Trigger render={children} />
			<BaseTooltip.Portal>
				<BaseTooltip.Positioner side={side} sideOffset={6} className="z-60">
					<BaseTooltip.Popup className="flex max-w-72 items-center gap-2 rounded-md bg-raised px-2 py-1 text-fg text-sm shadow-pop transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
						{visibleTitle(text)}
						{shortcut === undefined ? null : <Kbd>{shortcut}</Kbd>}
					</BaseTooltip.Popup>
				</BaseTooltip.Positioner>
			</BaseTooltip.Portal>
		</BaseTooltip.Root>
	);
}
