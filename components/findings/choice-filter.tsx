"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheck, MenuGroup } from "@/components/ui/menu";
import { visibleText } from "@/lib/visible-text";

interface ChoiceFilterProps {
	readonly label: string;
	readonly options: readonly { readonly value: string; readonly label: string; readonly count?: number }[];
	readonly chosen: readonly string[];
	readonly onChange: (chosen: readonly string[]) => void;
}

/** A filter over a handful of values, several at once, each with how many findings it leaves. */
export function ChoiceFilter({ label, options, chosen, onChange }: ChoiceFilterProps) {
	const missing = chosen.filter((value) => !options.some((option) => option.value === value));
	const all = [...options, ...missing.map((value) => ({ value, label: value, count: 0 }))];
	return (
		<Menu trigger={<FilterButton label={label} count={chosen.length} />}>
			<MenuGroup label={label}>
				{all.length === 0 ? <p className="px-2 py-1.5 text-muted">Nothing to choose from.</p> : null}
				{all.map((option) => (
					<MenuCheck
						key={option.value}
						checked={chosen.includes(option.value)}
						onCheckedChange={(checked) =>
							onChange(checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
						}
					>
						<bdi className="flex-1 truncate">{visibleText(option.label)}</bdi>
						{option.count === undefined ? null : (
							<span className="pl-4 text-faint">{option.count.toLocaleString("en")}</span>
						)}
					</MenuCheck>
				))}
			</MenuGroup>
		</Menu>
	);
}

/** The button of a filter; it says how many of its values are chosen. Takes what a popup's trigger needs. */
export function FilterButton({
	label,
	count,
	...props
}: { label: string; count: number } & Omit<Parameters<typeof Button>[0], "children">) {
	return (
		<Button {...props}>
			{label}
			{count > 0 ? <span className="text-accent-text">{count}</span> : null}
			<ChevronDown aria-hidden className="size-3.5 text-muted" />
		</Button>
	);
}
