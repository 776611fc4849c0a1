"use client";

import type { ReactNode } from "react";
import { usePreferences } from "@/components/client/preferences";
import { timeText } from "@/components/client/time-format";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import type { Filter, Filters } from "@/lib/core/filters";
import { visibleText } from "@/lib/core/visible-text";
import { LAST_LABEL } from "./time-filter";
import { isFiltered, type ListParams, type Patch, type UrlOf, withoutFilters } from "./url-params";
import type { SetUrl } from "./use-list-url";

type Member<T> = T extends readonly (infer One)[] ? One : T;

/** What the values of filters are called, where that is not the value itself. */
type FilterNames<Table extends Filters> = {
	readonly [Param in keyof Table]?: (
		value: Member<Exclude<Table[Param]["schema"]["_zod"]["output"], undefined>>,
	) => string;
};

interface FilterChipsProps<List extends ListParams> {
	readonly list: List;
	readonly url: Pick<UrlOf<List>, "filter"> & { readonly last?: keyof typeof LAST_LABEL | null };
	readonly setUrl: SetUrl<List>;
	readonly names?: FilterNames<List["filters"]>;
}

/** Everything that narrows the list, each with its removal. */
export function FilterChips<List extends ListParams>({
	list,
	url,
	setUrl,
	names = {},
}: FilterChipsProps<List>) {
	const { zone } = usePreferences();
	if (!isFiltered(url)) return null;
	const chips: ReactNode[] = [];
	const add = (key: string, param: string, chip: string, rest: readonly string[] = []) => {
		const text = visibleText(chip);
		const remove = () => setUrl({ [param]: rest } as unknown as Patch<List>);
		chips.push(
			<Chip key={key} removeLabel={`Remove filter ${text}`} onRemove={remove}>
				<bdi>{text}</bdi>
			</Chip>,
		);
	};
	const filter = url.filter as Readonly<Record<string, string | readonly string[] | undefined>>;
	for (const [param, of] of Object.entries(list.filters)) {
		if (param === "from" && url.last) add("last", "last", LAST_LABEL[url.last]);
		const values = [filter[param] ?? []].flat();
		for (const value of values) {
			const rest = values.filter((other) => other !== value);
			const name = names[param] as ((value: string) => string) | undefined;
			add(`${param} ${value}`, param, name?.(value) ?? chipText(of, value, zone), rest);
		}
	}
	return (
		<fieldset aria-label="Active filters" className="flex flex-wrap items-center gap-1.5 px-3 pb-2 sm:px-4">
			{chips}
			<Button variant="ghost" className="h-6" onClick={() => setUrl(withoutFilters(list))}>
				Clear
			</Button>
		</fieldset>
	);
}

function chipText({ kind, label }: Filter, value: string, zone: string): string {
	if (kind === "time") return `${label} ${timeText(new Date(value), zone).replace(":00 ", " ")}`;
	return kind === "words" ? `“${value}”` : kind === "list" ? value : label;
}
