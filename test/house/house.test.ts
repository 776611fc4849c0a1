import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { faultsOf, readImports } from "./house";

let root: string;
beforeEach(async () => {
	root = await mkdtemp(join(tmpdir(), "afterclick-house-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** The faults of a tree that holds these files: path → content. */
async function faults(tree: Readonly<Record<string, string>>): Promise<string[]> {
	for (const [path, content] of Object.entries(tree)) {
		await mkdir(dirname(join(root, path)), { recursive: true });
		await writeFile(join(root, path), content);
	}
	return faultsOf(await readImports(Object.keys(tree), root)).map(
		({ place, message }) => `${place} ${message}`,
	);
}

const nothing = "export const a = 1;\n";

it("allows imports of lower wings, of the same folder and of packages", async () => {
	expect(
		await faults({
			"lib/core/errors.ts": nothing,
			"lib/cases/tasks/rules.ts": 'import { a } from "@/lib/core/errors";\nexport const b = a;\n',
			"lib/cases/tasks/add.ts":
				'import { z } from "zod";\nimport { b } from "./rules";\nexport const c = [b, z];\n',
			"components/cases/case-page/board.tsx":
				'import { b } from "@/lib/cases/tasks/rules";\nexport const d = b;\n',
			"app/page.tsx": 'import { d } from "@/components/cases/case-page/board";\nexport default d;\n',
		}),
	).toEqual([]);
});

it.each([
	["a value", 'import { a } from "@/lib/cases/tasks/add";'],
	["a type", 'import type { A } from "@/lib/cases/tasks/add";'],
	["a type among values", 'import { type A } from "../../cases/tasks/add";'],
	["an export from", 'export { a } from "@/lib/cases/tasks/add";'],
	["a dynamic import", 'export const a = () => import("@/lib/cases/tasks/add");'],
	["a side effect", 'import "@/lib/cases/tasks/add";'],
])("refuses %s of a higher wing", async (_, line) => {
	expect(
		await faults({ "lib/triage/findings/list.ts": `\n${line}\n`, "lib/cases/tasks/add.ts": nothing }),
	).toEqual([
		"lib/triage/findings/list.ts:2 imports lib/cases/tasks/add.ts: the wing lib/triage is below lib/cases",
	]);
});

it("refuses pages in lib, and test rigs in the product", async () => {
	expect(
		await faults({
			"components/cases/case-page/board.tsx": nothing,
			"test/db/scratch.ts": nothing,
			"lib/core/errors.ts": 'import "@/components/cases/case-page/board";\nimport "@/test/db/scratch";\n',
			"lib/core/errors.test.ts": 'import "@/test/db/scratch";\n',
		}),
	).toEqual([
		"lib/core/errors.ts:1 imports components/cases/case-page/board.tsx: lib/ is below components/",
		"lib/core/errors.ts:2 imports test/db/scratch.ts: test/ is for tests and tools alone",
	]);
});

it("refuses a circle of a wing's folders, also one of types alone", async () => {
	expect(
		await faults({
			"lib/cases/cases/get.ts": 'import type { T } from "@/lib/cases/tasks/add";\nexport type G = T;\n',
			"lib/cases/tasks/add.ts": 'import type { N } from "@/lib/cases/comments/add";\nexport type T = N;\n',
			"lib/cases/comments/add.ts": 'import type { R } from "@/lib/cases/cases/rules";\nexport type N = R;\n',
			"lib/cases/cases/rules.ts": "export type R = string;\n",
		}),
	).toEqual([
		"lib/cases/comments/add.ts:1 closes a circle of folders: lib/cases/cases → lib/cases/tasks → lib/cases/comments → lib/cases/cases",
	]);
});

it("refuses a circle of files, also one of types alone", async () => {
	expect(
		await faults({
			"lib/cases/cases/a.ts": 'import type { B } from "./b";\nexport type A = B;\n',
			"lib/cases/cases/b.ts": 'import type { A } from "./a";\nexport type B = A | 1;\n',
		}),
	).toEqual([
		"lib/cases/cases/b.ts:1 closes a circle: lib/cases/cases/a.ts → lib/cases/cases/b.ts → lib/cases/cases/a.ts",
	]);
});

it("refuses a wing that the order does not name", async () => {
	expect(
		await faults({ "lib/extras/a.ts": 'import "@/lib/core/errors";\n', "lib/core/errors.ts": nothing }),
	).toEqual(["lib/extras/a.ts lib/extras is no wing of test/house/house.ts"]);
});
