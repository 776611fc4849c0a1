/**
 * The order of the house: which folder may import which. `npm run lint` holds the tree to it, imports of types included.
 * docs/decisions/0023-wings.md says why it is as it is.
 */
import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { parseSync } from "oxc-parser";

/** Wings from the lowest to the highest. A wing may import the wings before it, never one after it. */
export const WINGS: Readonly<Record<string, readonly string[]>> = {
	lib: [
		"core",
		"platform",
		"sources",
		"triage",
		"cases",
		"decisions",
		"handovers",
		"outbound",
		"insights",
		"operations",
	],
	components: [
		"client",
		"ui",
		"data-table",
		"parts",
		"triage",
		"cases",
		"decisions",
		"handovers",
		"settings",
		"work",
		"shell",
	],
};

/** Top folders from the lowest to the highest, as far as product code goes; `test` is for tests and tools alone. */
const FLOORS = ["lib", "components", "app"];

export interface Import {
	readonly from: string;
	/** The specifier, as written. */
	readonly specifier: string;
	/** The file it resolves to; undefined for packages and files outside the project. */
	readonly to: string | undefined;
	readonly line: number;
}

export interface Fault {
	readonly place: string;
	readonly message: string;
}

/** Every import, export from and dynamic import of the files, types included. @param files paths from the root */
export async function readImports(files: readonly string[], root = "."): Promise<Import[]> {
	const known = new Set(files);
	const imports: Import[] = [];
	for (const from of files) {
		const source = await readFile(posix.join(root, from), "utf8");
		const { staticImports, staticExports, dynamicImports } = parseSync(from, source).module;
		const requests = [
			...staticImports.map(({ moduleRequest }) => moduleRequest),
			...staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest)),
			...dynamicImports.map(({ moduleRequest: { start, end } }) => ({
				value: source.slice(start, end).replaceAll(/^.*?["'`]|["'`]$/gs, ""),
				start,
			})),
		];
		for (const request of requests) {
			if (!request) continue;
			const line = source.slice(0, request.start).split("\n").length;
			imports.push({ from, specifier: request.value, to: resolve(from, request.value, known), line });
		}
	}
	return imports;
}

function resolve(from: string, specifier: string, known: ReadonlySet<string>): string | undefined {
	const path = specifier.startsWith("@/")
		? specifier.slice(2)
		: specifier.startsWith(".")
			? posix.join(posix.dirname(from), specifier)
			: undefined;
	if (path === undefined) return undefined;
	return [path, `${path}.ts`, `${path}.tsx`, `${path}.json`].find((file) => known.has(file));
}

/** What of the house's order the imports break: arrows between floors and wings, circles of a wing's folders, and of files. */
export function faultsOf(imports: readonly Import[]): Fault[] {
	const arrows = imports.filter(({ from }) => !isTest(from));
	return [
		...arrows.flatMap((arrow) => againstTheOrder(arrow) ?? []),
		...Object.keys(WINGS).flatMap((floor) => folderCircles(floor, arrows)),
		...circles(
			arrows.flatMap((arrow) => (arrow.to === undefined ? [] : [{ from: arrow.from, to: arrow.to, arrow }])),
			"a circle",
		),
	];
}

/** Tests are outside of the order: they can import anything they test. */
export function isTest(file: string): boolean {
	return /\.test\.tsx?$/.test(file) || /^(test|e2e|bench|scripts)\//.test(file);
}

function againstTheOrder({ from, to, line }: Import): Fault | undefined {
	if (to === undefined) return undefined;
	const [floor = "", wing = ""] = from.split("/");
	const [otherFloor = "", otherWing = ""] = to.split("/");
	const place = `${from}:${line}`;
	if (FLOORS.includes(floor) && otherFloor === "test") {
		return { place, message: `imports ${to}: test/ is for tests and tools alone` };
	}
	if (FLOORS.indexOf(otherFloor) > FLOORS.indexOf(floor) && FLOORS.includes(floor)) {
		return { place, message: `imports ${to}: ${floor}/ is below ${otherFloor}/` };
	}
	const wings = WINGS[floor];
	if (floor !== otherFloor || wings === undefined || wing === otherWing) return undefined;
	for (const [file, of] of [
		[from, wing],
		[to, otherWing],
	] as const) {
		if (!wings.includes(of))
			return { place: file, message: `${floor}/${of} is no wing of test/house/house.ts` };
	}
	return wings.indexOf(otherWing) > wings.indexOf(wing)
		? { place, message: `imports ${to}: the wing ${floor}/${wing} is below ${floor}/${otherWing}` }
		: undefined;
}

/** Circles among the folders of each wing. */
function folderCircles(floor: string, imports: readonly Import[]): Fault[] {
	const arrows = imports.flatMap((arrow) => {
		const from = folderOf(arrow.from, floor);
		const to = arrow.to && folderOf(arrow.to, floor);
		return from && to && wingOf(from) === wingOf(to) ? [{ from, to, arrow }] : [];
	});
	return circles(arrows, "a circle of folders");
}

interface Arrow {
	readonly from: string;
	readonly to: string;
	readonly arrow: Import;
}

/** Every circle that a walk from each node meets first, named by the import that closes it. */
function circles(arrows: readonly Arrow[], what: string): Fault[] {
	const graph = new Map<string, Map<string, Import>>();
	for (const { from, to, arrow } of arrows) {
		if (from === to) continue;
		const out = graph.get(from) ?? new Map<string, Import>();
		if (!out.has(to)) out.set(to, arrow);
		graph.set(from, out);
	}
	const faults: Fault[] = [];
	const done = new Set<string>();
	const visit = (node: string, path: readonly string[]) => {
		if (done.has(node)) return;
		const walked = [...path, node];
		for (const [next, arrow] of graph.get(node) ?? []) {
			const start = walked.indexOf(next);
			if (start < 0) visit(next, walked);
			else {
				const circle = [...walked.slice(start), next].join(" → ");
				faults.push({ place: `${arrow.from}:${arrow.line}`, message: `closes ${what}: ${circle}` });
			}
		}
		done.add(node);
	};
	for (const node of [...graph.keys()].sort()) visit(node, []);
	return faults;
}

/** `lib/cases/tasks` for a file anywhere in it; undefined for one directly in the wing. */
function folderOf(file: string, floor: string): string | undefined {
	const parts = file.split("/");
	return parts[0] === floor && parts.length > 2 ? parts.slice(0, 3).join("/") : undefined;
}

function wingOf(folder: string): string {
	return folder.split("/").slice(0, 2).join("/");
}
