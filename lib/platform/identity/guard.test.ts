/** Nothing is unguarded: a verb that forgets to authorize, or a way around the verbs, fails here. */
import { beforeAll, describe, expect, it } from "vitest";
import { PERMISSIONS } from "@/lib/platform/context/permission-table";
import {
	findPages,
	findRoutes,
	findVerbs,
	firstPermission,
	UNGUARDED,
	type Verb,
	verbsOf,
} from "@/test/source-walk";

let verbs: Verb[];
beforeAll(async () => {
	verbs = await findVerbs();
});

/** What a page or a route can't use directly, past the verbs. */
const AROUND = [
	/from "@\/lib\/platform\/db\//,
	/from "@\/lib\/triage\/catalogue\/catalogue"/,
	/^import (?!type )[^;]*from "@\/lib\/platform\/context\/context"/m,
	/\bctx\.db\b/,
	/\bdatabase\(/,
];

const around = (source: string) => AROUND.filter((way) => way.test(source)).map(String);

describe("the walk", () => {
	it("finds verbs in each form, and their first call", () => {
		const source = [
			"export async function one(ctx: Context, input: In): Promise<Out> {",
			'	authorize(ctx.actor, "findings.read");',
			"}",
			"export async function* two(",
			"	ctx: Context,",
			"	{ a }: { a: string },",
			"): AsyncGenerator<string> {",
			"	const rows = await ctx.db.finding.findMany();",
			'	authorize(ctx.actor, "findings.read");',
			"}",
			"async function inner(ctx: Context) {",
			"}",
			"",
		].join("\n");
		const found = verbsOf("x.ts", source);
		expect(found.map(({ name }) => name)).toEqual(["one", "two"]);
		expect(found.map(firstPermission)).toEqual(["findings.read", undefined]);
	});

	it("rejects a verb in a form that it can't check", () => {
		expect(() => verbsOf("x.ts", "export const one = async (ctx: Context) => ctx.db;\n")).toThrow("x.ts");
	});

	it("detects a way around it", () => {
		expect(around('import { database } from "@/lib/platform/db/client";')).toHaveLength(1);
		expect(around("await ctx.db.finding.findMany()")).toHaveLength(1);
		expect(around('import type { Context } from "@/lib/platform/context/context";\n')).toEqual([]);
		expect(around('import { createContext } from "@/lib/platform/context/context";\n')).toHaveLength(1);
	});

	it("finds the app's verbs, routes and pages", async () => {
		expect(verbs.length).toBeGreaterThan(20);
		expect((await findRoutes()).length).toBeGreaterThan(15);
		expect((await findPages()).length).toBeGreaterThan(8);
	});
});

describe("every verb", () => {
	it("checks a permission of the table before anything else", () => {
		const unguarded = verbs.filter((verb) => {
			const permission = firstPermission(verb);
			return permission === undefined || !(permission in PERMISSIONS);
		});
		expect(unguarded.map(({ id }) => id)).toEqual(Object.keys(UNGUARDED).sort());
	});

	it("is the only way from a page to stored data", async () => {
		for (const { file, source } of await findPages()) expect(around(source), file).toEqual([]);
	});
});

describe("every route", () => {
	it("makes its methods with the one wrapper and calls verbs only", async () => {
		for (const { file, methods, source } of await findRoutes()) {
			expect(methods.length, file).toBeGreaterThan(0);
			const exported = source.match(/^export .*/gm) ?? [];
			const wrapped = exported.filter((line) => /^export const [A-Z]+(?:: Route)? = route[<(]/.test(line));
			const settings = exported.filter((line) => /^export const (dynamic|runtime|maxDuration)\b/.test(line));
			expect(wrapped.length + settings.length, `${file}: ${exported.join("\n")}`).toBe(exported.length);
			expect(wrapped.length, file).toBe(methods.length);
			expect(around(source), file).toEqual([]);
		}
	});
});
