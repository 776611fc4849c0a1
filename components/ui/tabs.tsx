"use client";

import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";
import { cx } from "./cx";

interface TabsProps<V extends string> {
	/** Accessible name of the row of tabs. */
	readonly label: string;
	readonly value: V;
	readonly onValueChange: (value: V) => void;
	readonly tabs: readonly { readonly value: V; readonly label: ReactNode; readonly content: ReactNode }[];
	readonly className?: string;
	readonly panelClassName?: string;
}

export function Tabs<V extends string>({
	label,
	value,
	onValueChange,
	tabs,
	className,
	panelClassName,
}: TabsProps<V>) {
	return (
		<BaseTabs.Root
			value={value}
			onValueChange={(next) => onValueChange(next as V)}
			className={cx("flex min-h-0 flex-col", className)}
		>
			<BaseTabs.List aria-label={label} className="flex shrink-0 gap-4 overflow-x-auto border-b px-4">
				{tabs.map((tab) => (
					<BaseTabs.Tab
						key={tab.value}
						value={tab.value}
						className="-mb-px flex h-8 shrink-0 items-center gap-1.5 border-transparent border-b-2 font-medium text-muted hover:text-fg data-active:border-accent-text data-active:text-fg"
					>
						{tab.label}
					</BaseTabs.Tab>
				))}
			</BaseTabs.List>
			{tabs.map((tab) => (
				<BaseTabs.Panel
					key={tab.value}
					value={tab.value}
					className={cx("min-h-0 flex-1 -outline-offset-2", panelClassName)}
				>
					{tab.content}
				</BaseTabs.Panel>
			))}
		</BaseTabs.Root>
	);
}
