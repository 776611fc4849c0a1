/** The import rules of the house are only as good as the lint that enforces them: each must catch its breach. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

type Case = readonly [path: string, line: string];

/** Every line goes into a file at its path in a checkout of its own, linted once with our configuration. */
const files = new Map<string, string[]>();
const reported = new Map<string, Set<string>>();
let root: string;

function plant(path: string, line: string): void {
	const lines = files.get(path) ?? [];
	if (!lines.includes(line)) lines.push(line);
	files.set(path, lines);
}

/** Names of the rules that report the line as an error. */
function errorsOf(path: string, line: string): string[] {
	const number = (files.get(path) ?? []).indexOf(line) + 1;
	return [...(reported.get(`${path}:${number}`) ?? [])];
}

beforeAll(async () => {
	root = await realpath(await mkdtemp(join(tmpdir(), "afterclick-lint-")));
	for (const [path, specifier] of [...forbidden, ...allowed]) plant(path, uses(specifier));
	for (const [path, line] of [...wrong, ...right]) plant(path, line);
	const configuration = JSON.parse(await readFile("biome.json", "utf8")) as { vcs?: unknown };
	delete configuration.vcs; // there is no repository around it
	await writeFile(join(root, "biome.json"), JSON.stringify(configuration));
	for (const [path, lines] of files) {
		await mkdir(dirname(join(root, path)), { recursive: true });
		await writeFile(join(root, path), `${lines.join("\n")}\n`);
	}
	const run = spawnSync(
		process.execPath,
		[
			resolve("node_modules/@biomejs/biome/bin/biome"),
			"lint",
			"--reporter=github",
			"--max-diagnostics=none",
			"--diagnostic-level=error",
		],
		{ cwd: root, encoding: "utf8" },
	);
	const form = /::error title=lint\/[a-z]+\/(\w+),file=([^,]+),line=(\d+),/g;
	for (const [, rule, file, line] of run.stdout.matchAll(form)) {
		const place = `${relative(root, String(file))}:${line}`;
		reported.set(place, (reported.get(place) ?? new Set()).add(String(rule)));
	}
});

afterAll(() => rm(root, { recursive: true, force: true }));

const uses = (specifier: string) => `import "${specifier}";`;

const forbidden: readonly Case[] = [
	["lib/decisions/decide.ts", "next/headers"],
	["lib/decisions/decide.ts", "next"],
	["lib/decisions/decide.ts", "react"],
	["lib/decisions/decide.ts", "react-dom/server"],
	["lib/decisions/decide.ts", "@/app/context"],
	["lib/decisions/decide.ts", "@/components/ui/button"],
	["lib/decisions/decide.ts", "../../components/ui/button"],
	["lib/decisions/decide.ts", "@azure/monitor-query"],
	["lib/platform/db/client.ts", "@azure/identity"],
	["lib/sources/workspaces/local.ts", "next/headers"],
	["lib/sources/workspaces/local.ts", "@/components/ui/button"],
	["lib/triage/findings/rules.ts", "zod"],
	["lib/triage/findings/rules.ts", "./list"],
	["lib/triage/findings/rules.ts", "@/lib/db/client"],
	["lib/triage/findings/rules.ts", "@/lib/findings/decide"],
	["lib/triage/findings/rules.ts", "node:crypto"],
	["app/(console)/findings/page.tsx", "@/lib/db/client"],
	["app/api/findings/route.ts", "@/lib/db/generated/client.ts"],
	["app/api/findings/route.ts", "../../../lib/platform/db/client"],
	["app/api/findings/route.ts", "pg"],
	["app/api/findings/route.ts", "@prisma/client"],
	["app/api/findings/route.ts", "@azure/identity"],
	["components/findings/table.tsx", "@/lib/db/generated/client.ts"],
	["components/findings/table.tsx", "@azure/monitor-query"],
	["components/ui/badge.tsx", "@/lib/findings/rules"],
	["components/ui/badge.tsx", "@/components/findings/table"],
	["components/ui/badge.tsx", "../findings/table"],
	["components/data-table/table.tsx", "@/lib/hunts/schema"],
	["components/data-table/table.tsx", "@/components/hunts/list"],
	["components/data-table/table.tsx", "@/lib/db/client"],
	["components/data-table/table.tsx", "@azure/identity"],
];

const allowed: readonly Case[] = [
	["lib/decisions/decide.ts", "@/lib/db/client"],
	["lib/decisions/decide.ts", "@/lib/hunts/rules"],
	["lib/sources/workspaces/sentinel.ts", "@azure/monitor-query"],
	["lib/cases/record/rules.ts", "@/lib/findings/rules"],
	["lib/cases/record/rules.ts", "../findings/rules"],
	["lib/cases/record/rules.ts", "@/lib/errors"],
	["app/(console)/findings/page.tsx", "@/lib/findings/list"],
	["app/(console)/findings/page.tsx", "next/headers"],
	["components/findings/table.tsx", "@/lib/findings/rules"],
	["components/findings/table.tsx", "@/components/data-table/table"],
	["components/data-table/table.tsx", "@/components/ui/button"],
	["components/data-table/table.tsx", "../ui/button"],
	["components/ui/badge.tsx", "./button"],
	["components/ui/badge.tsx", "react"],
];

type Written = readonly [path: string, line: string, rule: string];

const wrong: readonly Written[] = [
	["lib/hunts/run.ts", "export const port = process.env.PORT;", "noProcessEnv"],
	["app/api/health/route.ts", "export const port = process.env.PORT;", "noProcessEnv"],
	["scripts/serve.ts", "export const port = process.env.PORT;", "noProcessEnv"],
	["lib/hunts/run.ts", "export default function run() {}", "noDefaultExport"],
	["app/context.ts", "export default function run() {}", "noDefaultExport"],
	["components/ui/button.tsx", "export default function Button() {}", "noDefaultExport"],
	["lib/hunts/all.ts", 'export * from "./run";', "noBarrelFile"],
	["lib/hunts/named.ts", 'export { run } from "./run";', "noBarrelFile"],
	["lib/hunts/run.ts", "console.log(1);", "noConsole"],
	["components/ui/button.tsx", "console.log(1);", "noConsole"],
	["lib/hunts/run.ts", "export const value: any = 1;", "noExplicitAny"],
	["lib/hunts/run.ts", "export const first = (list: number[]) => list[0]!;", "noNonNullAssertion"],
	["lib/hunts/types.ts", 'import { A } from "./a"; export const b: A | null = null;', "useImportType"],
];

const right: readonly Written[] = [
	["lib/platform/config/config.ts", "export const port = process.env.PORT;", "noProcessEnv"],
	["app/page.tsx", "export default function Page() {}", "noDefaultExport"],
	["app/(console)/findings/page.tsx", "export default function Page() {}", "noDefaultExport"],
	["next.config.ts", "export default {};", "noDefaultExport"],
	["scripts/serve.ts", "console.log(1);", "noConsole"],
];

describe("what may not be imported", () => {
	it.each(forbidden)("%s: %s", (path, specifier) => {
		expect(errorsOf(path, uses(specifier))).toContain("noRestrictedImports");
	});
});

describe("what may be imported", () => {
	it.each(allowed)("%s: %s", (path, specifier) => {
		expect(errorsOf(path, uses(specifier))).not.toContain("noRestrictedImports");
	});
});

describe("what may not be written", () => {
	it.each(wrong)("%s: %s", (path, line, rule) => {
		expect(errorsOf(path, line)).toContain(rule);
	});

	it.each(right)("but in %s: %s", (path, line, rule) => {
		expect(errorsOf(path, line)).not.toContain(rule);
	});
});
