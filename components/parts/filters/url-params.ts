import { z } from "zod";
import type { Filter, Filters } from "@/lib/core/filters";

/** Time ranges that move with the clock, in hours. */
export const LAST = { "24h": 24, "3d": 72, "7d": 168, "30d": 720, "90d": 2160 } as const;
export type Last = keyof typeof LAST;

/** Parameters of an address, as a page or a browser gives them. */
export type RawParams = Readonly<Record<string, string | readonly string[] | null | undefined>>;

export interface IgnoredParam {
	readonly param: string;
	readonly message: string;
}

/** A parameter of a page that is no filter. @typeParam Otherwise what it is where the address says nothing */
interface StateParam<Schema extends z.ZodType = z.ZodType, Otherwise = unknown>
	extends Pick<Filter<Schema>, "schema" | "expected"> {
	readonly otherwise: Otherwise;
}

export function param<Schema extends z.ZodType, Otherwise>(
	schema: Schema,
	expected: string,
	otherwise: Otherwise,
): StateParam<Schema, Otherwise> {
	return { schema, expected, otherwise };
}

/** One of a few words. */
export function choice<const T extends readonly string[], Otherwise extends T[number] | null>(
	values: T,
	otherwise: Otherwise,
) {
	return param(z.enum(values), `One of ${values.join(", ")}.`, otherwise);
}

/** A range of `from` and `to` that moves with the clock. */
export const last = choice(Object.keys(LAST) as Last[], null);

/** What the address of a list holds: its filters, and the rest of the page's state. */
export interface ListParams {
	readonly filters: Filters;
	readonly state: Readonly<Record<string, StateParam>>;
}

type FilterOf<List extends ListParams> = {
	readonly [Param in keyof List["filters"]]?: Exclude<z.output<List["filters"][Param]["schema"]>, undefined>;
};

/** An address, read. */
export type UrlOf<List extends ListParams> = {
	readonly [Param in keyof List["state"]]:
		| z.output<List["state"][Param]["schema"]>
		| List["state"][Param]["otherwise"];
} & {
	readonly filter: FilterOf<List>;
	/** What the address held and the page does not understand. */
	readonly ignored: readonly IgnoredParam[];
};

type ParamOf<List extends ListParams> = (keyof List["filters"] | keyof List["state"]) & string;
/** New values of parameters; null, an empty text and an empty list take one away. */
export type Patch<List extends ListParams> = Partial<
	Record<ParamOf<List>, string | readonly string[] | null>
>;

/** Reads a page's address. What does not fit is ignored and named; nothing throws. */
export function readUrl<const List extends ListParams>(list: List, raw: RawParams): UrlOf<List> {
	const ignored: IgnoredParam[] = [];
	const read = (name: string, { schema, expected }: Pick<Filter, "schema" | "expected">): unknown => {
		const value = raw[name];
		if (value === undefined || value === null || value === "") return undefined;
		const parsed = schema.safeParse(value);
		if (!parsed.success) ignored.push({ param: name, message: expected });
		return parsed.data;
	};
	const filter: Record<string, unknown> = {};
	for (const [name, one] of Object.entries(list.filters)) {
		const value = read(name, one);
		if (value !== undefined) filter[name] = value;
	}
	const state: Record<string, unknown> = {};
	for (const [name, one] of Object.entries(list.state)) state[name] = read(name, one) ?? one.otherwise;
	const { from, to } = filter as { from?: string; to?: string };
	if (from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to)) {
		ignored.push({ param: "to", message: "It must be later than from." });
		delete filter.to;
	}
	if (typeof state.last === "string" && (from !== undefined || to !== undefined)) {
		ignored.push({ param: "last", message: "from and to are set, and they win." });
		state.last = null;
	}
	for (const name of Object.keys(raw)) {
		if (!(name in list.filters || name in list.state)) {
			ignored.push({ param: name, message: "Unknown filter." });
		}
	}
	return { ...state, filter, ignored } as UrlOf<List>;
}

/** As much of an address as its filters are. */
export interface Filtered<Filter = object> {
	readonly filter: Filter;
	readonly last?: Last | null;
}

/** The filter for the verbs; a moving range ends at `at`. */
export function toFilter<Filter>({ filter, last = null }: Filtered<Filter>, at: Date): Filter {
	if (last === null) return filter;
	return { ...filter, from: new Date(at.getTime() - LAST[last] * 3_600_000).toISOString() };
}

/** A filter or listing as query parameters of our routes. */
export function toSearch(input: object): URLSearchParams {
	const search = new URLSearchParams();
	for (const [name, value] of Object.entries(input)) {
		if (value === undefined || value === null || value === "") continue;
		search.set(name, Array.isArray(value) ? value.join(",") : String(value));
	}
	return search;
}

/** How many filters narrow the list, words aside. */
export function activeFilters({ filter, last = null }: Filtered): number {
	return Object.keys(filter).filter((name) => name !== "text").length + (last === null ? 0 : 1);
}

/** Whether anything narrows the list. */
export function isFiltered(url: Filtered): boolean {
	return activeFilters(url) > 0 || "text" in url.filter;
}

/** The change of the address that takes every filter away. */
export function withoutFilters<List extends ListParams>({ filters, state }: List): Patch<List> {
	const names = [...Object.keys(filters), ...("last" in state ? ["last"] : [])];
	return Object.fromEntries(names.map((name) => [name, null])) as Patch<List>;
}

/** Names a listing for the cache: the same address, the same rows. @param apart what does not change them */
export function listKey(url: Filtered, ...apart: string[]): string {
	return JSON.stringify(Object.entries(url).filter(([name]) => name !== "ignored" && !apart.includes(name)));
}
