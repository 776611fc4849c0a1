"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuCheck, MenuGroup } from "@/components/ui/menu";
import { Skeleton } from "@/components/ui/skeleton";
import { useStableOrder } from "@/components/ui/stable-order";
import { visibleText } from "@/lib/core/visible-text";
import type { Filtered, ListParams, Patch } from "./url-params";
import type { SetUrl } from "./use-list-url";

interface Option {
	readonly value: string;
	readonly label: string;
	readonly count?: number;
}

interface ChoiceFilterProps {
	readonly label: string;
	/** Undefined while they are not known. */
	readonly options: readonly Option[] | undefined;
	/** They could not be loaded. */
	readonly failed?: boolean;
	readonly chosen: readonly string[];
	readonly onChange: (chosen: readonly string[]) => void;
}

/** A filter over a handful of values, several at once, each with how many findings it leaves. */
export function ChoiceFilter(props: ChoiceFilterProps) {
	return (
		<Menu trigger={<FilterButton label={props.label} count={props.chosen.length} />}>
			<FilterChoices {...props} />
		</Menu>
	);
}

interface ParamFilterProps<List extends ListParams> extends Pick<ChoiceFilterProps, "options" | "failed"> {
	readonly list: List;
	readonly url: Filtered;
	readonly setUrl: SetUrl<List>;
	readonly param: keyof List["filters"] & string;
}

/** The button of one of a list's filters, by its declaration. */
export function ParamFilter<List extends ListParams>({
	list,
	url,
	setUrl,
	param,
	...props
}: ParamFilterProps<List>) {
	return (
		<ChoiceFilter
			{...props}
			label={list.filters[param]?.label ?? param}
			chosen={(url.filter as Readonly<Record<string, readonly string[] | undefined>>)[param] ?? []}
			onChange={(chosen) => setUrl({ [param]: chosen } as unknown as Patch<List>)}
		/>
	);
}

/** What the menu of a filter holds: its choices, or why there are none yet. What was chosen before can be taken away. */
export function FilterChoices({ options, failed = false, ...props }: ChoiceFilterProps) {
	if (options !== undefined) return <Choices {...props} options={options} />;
	return (
		<>
			{props.chosen.length === 0 ? null : <Choices {...props} options={[]} />}
			{failed ? (
				<p role="alert" className="px-2 py-1.5 text-muted">
					The choices could not be loaded.
				</p>
			) : (
				<div role="status" aria-busy className="flex w-40 flex-col gap-3 px-2 py-2">
					<span className="sr-only">Loading…</span>
					<Skeleton className="w-3/4" />
					<Skeleton className="w-1/2" />
				</div>
			)}
		</>
	);
}

interface ChoicesProps extends ChoiceFilterProps {
	readonly options: readonly Option[];
}

/** Drawn while the menu is open, and in the order that it opened with. */
function Choices({ label, options, chosen, onChange }: ChoicesProps) {
	// An address may spell a value in another letter case than the counts do.
	const asCounted = (value: string) =>
		options.find((option) => option.value.toLowerCase() === value.toLowerCase())?.value ?? value;
	const values = chosen.map(asCounted);
	const order = useStableOrder([...options.map(({ value }) => value), ...values]);
	const counted = options.some(({ count }) => count !== undefined);
	const byValue = new Map(options.map((option) => [option.value, option]));
	return (
		<MenuGroup label={label}>
			{order.length === 0 ? <p className="px-2 py-1.5 text-muted">Nothing to choose from.</p> : null}
			{order.map((value) => {
				const option = byValue.get(value);
				const count = option === undefined && counted ? 0 : option?.count;
				return (
					<MenuCheck
						key={value}
						checked={values.includes(value)}
						onCheckedChange={(checked) =>
							onChange(checked ? [...values, value] : values.filter((other) => other !== value))
						}
					>
						<bdi className="flex-1 truncate">{visibleText(option?.label ?? value)}</bdi>
						{count === undefined ? null : (
							<span className="pl-4 text-faint">{count.toLocaleString("en")}</span>
						)}
					</MenuCheck>
				);
			})}
		</MenuGroup>
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
