import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { QueryClient } from "@tanstack/react-query";
import { afterEach, describe, expect, it, vi } from "vitest";
import { LIVE_EVENTS } from "@/lib/insights/live/rules";
import { beginsAs, EVENT_SUBJECTS, LISTS, SUBJECTS, TOGETHER_MS } from "./lists";
import { refreshLists } from "./refresh-lists";

/** The sources of every component, by their paths. */
const SOURCES = new Map(
	["components", "app"]
		.flatMap((root) =>
			readdirSync(root, { recursive: true, encoding: "utf8" }).map((name) => path.join(root, name)),
		)
		.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
		.map((name) => [name, readFileSync(name, "utf8")]),
);

/** Each key's name in the code, with its value: constants, and functions of an id. */
function namedKeys(source: string): Map<string, string> {
	const constants = source.matchAll(
		/const (\w*(?:KEY|Key|key)) = (?:\([^)]*\)(?:: [^=]+)? => )?\[([^\]]*)\]/g,
	);
	const functions = source.matchAll(/function (\w+Key)\([^)]*\)[^{]*\{\s*return \[([^\]]*)\]/g);
	return new Map([...constants, ...functions].map(([, name, parts]) => [String(name), String(parts)]));
}
const SHARED = new Map(
	[...SOURCES.values()].flatMap((source) =>
		[...namedKeys(source)].filter(([name]) => !/^(key|queryKey|KEY)$/.test(name)),
	),
);

/** A key's parts as written in the code; parts known only at run time are `*`. */
function partsOf(text: string, source: string): string[] {
	const named = (name: string) => namedKeys(source).get(name) ?? SHARED.get(name);
	const inner =
		/^\[(.*)\]( as const)?$/s.exec(text.trim())?.[1] ?? named(/^\w+/.exec(text.trim())?.[0] ?? "");
	if (inner === undefined) throw new Error(`No key is known as ${text}`);
	return split(inner).flatMap((part) => {
		const spread = /^\.\.\.(\w+)(?:\(.*\))?$/s.exec(part);
		if (spread !== null && named(String(spread[1])) !== undefined) return partsOf(String(spread[1]), source);
		return /^"(.*)"$/.exec(part)?.[1] ?? "*";
	});
}

/** At the commas that are in no bracket. */
function split(text: string): string[] {
	const parts = [""];
	let depth = 0;
	for (const character of text) {
		if ("([{".includes(character)) depth++;
		else if (")]}".includes(character)) depth--;
		if (character === "," && depth === 0) parts.push("");
		else parts[parts.length - 1] += character;
	}
	return parts.map((part) => part.trim()).filter((part) => part !== "");
}

/** A key has a line of its own where a query is made; where one is invalidated it has not. */
const QUERIES = [...SOURCES].flatMap(([name, source]) =>
	[...source.matchAll(/^\s*queryKey(?:: (.*))?,$/gm)].map(([, text]) => ({
		name,
		key: partsOf(text ?? "queryKey", source),
	})),
);

const isOf = (list: string, key: readonly string[]) =>
	list.split("/").every((part, index) => part === key[index] || part.startsWith(":") || part === "*");

describe("the lists that are declared", () => {
	it("include every query of the pages", () => {
		expect(QUERIES.length).toBeGreaterThan(40);
		for (const [name, source] of SOURCES) {
			const made = source.matchAll(
				/use(?:Suspense)?(?:Infinite)?Query(?:<[^(]*>)?\(\{(?!\s*\.\.\.\w+Options\()/g,
			);
			const found = QUERIES.filter((each) => each.name === name);
			expect(found.length, `${name}: give each queryKey a line of its own`).toBeGreaterThanOrEqual(
				[...made].length,
			);
		}
		const unknown = QUERIES.filter(({ key }) => !LISTS.some((list) => isOf(list.key, key)));
		expect(unknown, "say in components/parts/live/lists.ts what it shows").toEqual([]);
	});

	it("are each used by a query", () => {
		const keys = QUERIES.map(({ key }) => key);
		expect(LISTS.filter((list) => !keys.some((key) => isOf(list.key, key)))).toEqual([]);
	});

	it("no code refreshes a key that no query has", () => {
		const refreshed = [...SOURCES].flatMap(([name, source]) =>
			[
				...source.matchAll(/(?:invalidate|refetch|reset)Queries\(\{ queryKey: (.+?) \}\)/g),
				...source.matchAll(/^\s*invalidates: (.+),$/gm),
			]
				.filter(([, text]) => text !== "key" && text !== "invalidates")
				.map(([, text]) => ({ name, key: partsOf(String(text), source) })),
		);
		expect(refreshed.length).toBeGreaterThan(30);
		const asked = (key: readonly string[]) =>
			QUERIES.some((query) =>
				key.every((part, index) => [part, "*"].includes(query.key[index] ?? "") || part === "*"),
			);
		expect(refreshed.filter(({ key }) => !asked(key))).toEqual([]);
	});

	it("name the listening file where a list handles events itself", () => {
		for (const { by } of LISTS) {
			if (by === undefined) continue;
			expect(SOURCES.get(by), by).toMatch(/useLiveFindings\(|version/);
		}
	});
});

describe("an event", () => {
	const CASE = "01900000-0000-7000-8000-000000000001";
	const stops: (() => void)[] = [];
	afterEach(() => {
		for (const stop of stops.splice(0)) stop();
		vi.useRealTimers();
	});
	const made = () => {
		const queries = new QueryClient();
		const lists = refreshLists(queries);
		stops.push(lists.stop);
		return { queries, lists };
	};
	/** A key as a query of the list has it. */
	const sample = (list: string) => [
		...list.split("/").map((part) => (/^[*:]/.test(part) ? CASE : part)),
		"more",
	];

	const shown = LISTS.filter(({ by }) => by === undefined);
	it.each(LIVE_EVENTS)("%s refreshes every list that shows its subject, and no other", (event) => {
		const { queries, lists } = made();
		for (const { key } of shown) queries.setQueryData(sample(key), 1);
		lists.on(event, event === "cases" ? { id: CASE } : {});
		for (const { key, shows } of shown) {
			const due = LISTS.some(
				(other) =>
					beginsAs(other.key.replace(":case", CASE), sample(key)) &&
					other.by === undefined &&
					other.shows.some((subject) => EVENT_SUBJECTS[event].includes(subject)),
			);
			expect(queries.getQueryState(sample(key))?.isInvalidated, key).toBe(due);
			if (shows.some((subject) => EVENT_SUBJECTS[event].includes(subject))) expect(due, key).toBe(true);
		}
	});

	it("exists for each subject, and reaches the board, the table and My work", () => {
		for (const subject of SUBJECTS) {
			expect(
				LIVE_EVENTS.some((event) => event !== "refresh" && EVENT_SUBJECTS[event].includes(subject)),
			).toBe(true);
		}
		const { queries, lists } = made();
		const keys = [
			["cases", "board", {}],
			["cases", "pages", {}, "updatedAt", "desc"],
			["inbox", "work"],
			["cases", "one", CASE, "tasks"],
		];
		const others = [["cases", "one", "another", "tasks"], ["people"]];
		for (const key of [...keys, ...others]) queries.setQueryData(key, 1);
		lists.on("cases", { id: CASE });
		expect(keys.map((key) => queries.getQueryState(key)?.isInvalidated)).toEqual(keys.map(() => true));
		expect(others.map((key) => queries.getQueryState(key)?.isInvalidated)).toEqual(others.map(() => false));
	});

	it("during a request causes one more request, and never cancels the first", async () => {
		vi.useFakeTimers();
		const { queries, lists } = made();
		let answer = (_: number) => {};
		const key = ["cases", "board", {}];
		const fetched = vi.fn(() => new Promise<number>((resolve) => (answer = resolve)));
		const reading = queries.fetchQuery({ queryKey: key, queryFn: fetched });
		lists.on("cases", { id: CASE });
		await vi.advanceTimersByTimeAsync(3 * TOGETHER_MS);
		expect(queries.getQueryState(key)).toMatchObject({ fetchStatus: "fetching", isInvalidated: false });
		answer(1);
		await reading;
		await vi.advanceTimersByTimeAsync(TOGETHER_MS);
		expect(queries.getQueryState(key)?.isInvalidated).toBe(true);
		expect(fetched).toHaveBeenCalledOnce();
	});
});
