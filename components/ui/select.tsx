"use client";

import { Select as BaseSelect } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import { visibleText } from "@/lib/core/visible-text";
import { buttonClass } from "./button-class";
import { cx } from "./cx";

interface SelectProps<V extends string> {
	/** Accessible name. */
	readonly label: string;
	readonly value: V;
	readonly options: readonly { readonly value: V; readonly label: string }[];
	readonly onValueChange: (value: V) => void;
	readonly id?: string;
	readonly className?: string;
}

export function Select<V extends string>({
	label,
	value,
	options: given,
	onValueChange,
	id,
	className,
}: SelectProps<V>) {
	const options = given.map((option) => ({ ...option, label: visibleText(option.label) }));
	return (
		<BaseSelect.Root
			items={options}
			value={value}
			onValueChange={(next) => {
				if (next !== null) onValueChange(next);
			}}
		>
			<BaseSelect.Trigger
				id={id}
				aria-label={visibleText(label)}
				className={cx(buttonClass("secondary"), "justify-between font-normal", className)}
			>
				<BaseSelect.Value className="truncate" />
				<BaseSelect.Icon render={<ChevronsUpDown aria-hidden className="size-3.5 text-muted" />} />
			</BaseSelect.Trigger>
			<BaseSelect.Portal>
				<BaseSelect.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
					<BaseSelect.Popup className="min-w-(--anchor-width) max-w-[calc(100vw-1rem)] rounded-md bg-raised p-1 shadow-pop outline-none">
						<BaseSelect.List className="max-h-(--available-height) overflow-y-auto">
							{options.map((option) => (
								<BaseSelect.Item
									key={option.value}
									value={option.value}
									className="flex h-8 items-center gap-2 rounded-sm px-2 outline-none select-none data-highlighted:bg-hover"
								>
									<span className="flex size-3.5 items-center">
										<BaseSelect.ItemIndicator render={<Check aria-hidden className="size-3.5" />} />
									</span>
									<BaseSelect.ItemText className="truncate">{option.label}</BaseSelect.ItemText>
								</BaseSelect.Item>
							))}
						</BaseSelect.List>
					</BaseSelect.Popup>
				</BaseSelect.Positioner>
			</BaseSelect.Portal>
		</BaseSelect.Root>
	);
}
