"use client";

import { useId } from "react";
import { Button } from "@/components/ui/button";

export interface Pickable {
	readonly key: string;
	readonly title: string;
}

interface ItemPickerProps {
	readonly items: readonly Pickable[];
	readonly chosen: ReadonlySet<string>;
	readonly onChange: (chosen: ReadonlySet<string>) => void;
	readonly disabled?: boolean;
}

/** Which of many items something is done with. */
export function ItemPicker({ items, chosen, onChange, disabled = false }: ItemPickerProps) {
	const id = useId();
	const toggle = (key: string) => {
		const next = new Set(chosen);
		if (!next.delete(key)) next.add(key);
		onChange(next);
	};
	return (
		<fieldset disabled={disabled} className="min-w-0">
			<div className="mb-1 flex flex-wrap items-center gap-2">
				<legend className="float-left font-medium" aria-live="polite">
					{chosen.size.toLocaleString("en")} of {items.length.toLocaleString("en")} chosen
				</legend>
				<Button
					variant="ghost"
					className="ml-auto"
					onClick={() => onChange(new Set(items.map(({ key }) => key)))}
				>
					Choose all
				</Button>
				<Button variant="ghost" onClick={() => onChange(new Set())}>
					Choose none
				</Button>
			</div>
			<ul
				aria-label="Items"
				// biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and is scrolled with the keyboard
				tabIndex={0}
				className="max-h-48 overflow-y-auto rounded-md border px-2 py-1"
			>
				{items.map(({ key, title }, index) => (
					<li key={key} className="flex items-start gap-2 py-0.5">
						<input
							id={`${id}-${index}`}
							type="checkbox"
							className="check mt-0.5"
							checked={chosen.has(key)}
							onChange={() => toggle(key)}
						/>
						<label htmlFor={`${id}-${index}`} className="min-w-0 break-words">
							<bdi>{title}</bdi>
						</label>
					</li>
				))}
			</ul>
		</fieldset>
	);
}
