import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { apiRoutes } from "@/app/api/openapi.json/routes";
import { openApiDocument } from "@/lib/platform/http/openapi";
import { stringsOfMarkdown, stringsOfOpenApi, stringsOfSource, type VisibleString } from "./visible-strings";

/** The words that docs/WRITING.md replaces, with what to write instead. Whole words, any case, either apostrophe. */
const REPLACED: readonly (readonly [words: RegExp, instead: string])[] = [
	[/nobody[’']s/, "Unassigned"],
	[/taken up|takes? up|taking up/, "Acknowledged, or what happens"],
	[/begun/, "created, started"],
	[/nothing has been written down/, "Add what you know so far"],
	[/(?:take|takes|taken|taking|took)(?: [p{L}’']+){0,4} back/, "delete a comment, undo a decision"],
	[/anew/, "again"],
	[/old time/, "backfill, a past period"],
	[/(?:that|run|backfill|neither) rests|rest after/, "paused"],
	[/(?:is|are|was|were|be) told/, "is notified"],
	[/heeds?|heeded/, "apply, handle"],
	[/(?:time )?on the wall/, "local time"],
	[/is not for (?:who|those)/, "requires access to all workspaces"],
	[/(?:cannot|can[’']t|could not|couldn[’']t) be asked/, "can’t be queried"],
	[/looks? at it too|at it too/, "also viewing"],
	[/who may work here|who works here/, "Sign-in and roles, people"],
	[/the product|the desk/, "Afterclick"],
	[/sentinel has what the case has/, "In sync with Sentinel"],
	[/task doing/, "Task started"],
	[/changed known/, "“What we know” updated"],
	[/whoever|whom|whomever/, "the person who, anyone who"],
	[/thereof|herein|hitherto/, "of it, here"],
	[/stands? in/, "is in, is shown in"],
	[/lies in|lie in/, "is in"],
	[/of which/, "two sentences"],
	[/may not/, "can’t"],
	[/somebody/, "someone, a person"],
	[/once more/, "again"],
	[/who are you\?/, "Sign-in required"],
	[/nothing was decided\b(?! on)/, "what failed: The decision was not saved"],
];

const FORBIDDEN = REPLACED.map(([words, instead]) => ({
	words: new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${words.source})(?![\\p{L}\\p{N}_-])`, "iu"),
	instead,
}));

/** Where a word is meant as it is. */
const ALLOWED: readonly { readonly file: string; readonly text: RegExp; readonly why: string }[] = [
	{ file: "docs/WRITING.md", text: /./, why: "lists the words themselves" },
];

function faultsOf(strings: readonly VisibleString[]): string[] {
	return strings.flatMap(({ file, line, text }) =>
		FORBIDDEN.filter(({ words }) => words.test(text))
			.filter(() => !ALLOWED.some((allowed) => allowed.file === file && allowed.text.test(text)))
			.map(
				({ words, instead }) => `${file}:${line}: “${words.exec(text)?.[0]}” (write: ${instead}) in: ${text}`,
			),
	);
}

function tracked(...paths: string[]): string[] {
	return execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", ...paths], { encoding: "utf8" })
		.split("\n")
		.filter((path) => path !== "");
}

async function readStrings(paths: readonly string[], read: typeof stringsOfSource): Promise<VisibleString[]> {
	const files = await Promise.all(paths.map(async (path) => read(path, await readFile(path, "utf8"))));
	return files.flat();
}

const sources = (...folders: string[]) =>
	tracked(...folders).filter((path) => /\.tsx?$/.test(path) && !/\.(?:test|d)\.tsx?$/.test(path));

describe("visible text", () => {
	it("of components and pages uses plain words", async () => {
		const strings = await readStrings(sources("components", "app"), stringsOfSource);
		expect(strings.length).toBeGreaterThan(2_000);
		expect(faultsOf(strings)).toEqual([]);
	});

	it("of errors, labels and messages in lib uses plain words", async () => {
		const strings = await readStrings(sources("lib"), stringsOfSource);
		expect(strings.length).toBeGreaterThan(1_000);
		expect(faultsOf(strings)).toEqual([]);
	});

	it("of the API document uses plain words", async () => {
		const strings = stringsOfOpenApi(openApiDocument(await apiRoutes()));
		expect(strings.length).toBeGreaterThan(100);
		expect(faultsOf(strings)).toEqual([]);
	});

	it("of the docs uses plain words", async () => {
		const paths = tracked("docs/*.md", "README.md", "SECURITY.md", "CONTRIBUTING.md").filter(
			(path) => !path.startsWith("docs/decisions/"),
		);
		const strings = await readStrings(paths, stringsOfMarkdown);
		expect(strings.length).toBeGreaterThan(100);
		expect(faultsOf(strings)).toEqual([]);
	});
});

describe("extraction", () => {
	const texts = (file: string, source: string) => stringsOfSource(file, source).map(({ text }) => text);

	it("reads text, attributes, literals, templates and joined strings of components, each with its line", () => {
		const source = `import { x } from "somebody";
const label: Record<string, string> = { known: "Known" };
const said = \`Begun by \${name}\`;
const joined = "Somebody has " + count + " of them";
export const Part = () => (
	<p title='Whose is it?' className="anew">
		The comment was {count} taken
		back &amp; gone <b>{on ? "Taken up" : null}</b>
	</p>
);`;
		const found = stringsOfSource("components/part.tsx", source).map(({ line, text }) => [line, text]);
		expect(found).toEqual([
			[2, "Known"],
			[3, "Begun by …"],
			[4, "Somebody has … of them"],
			[6, "Whose is it?"],
			[7, "The comment was … taken back & gone"],
			[8, "Taken up"],
		]);
	});

	it("reads sentences of lib, and no keys, imports or queries", () => {
		const source = `import { a } from "./of which";
throw new AppError("forbidden", "You may not do this.", { remedy: \`Ask \${who} anew.\` });
const rows = await db.$queryRaw\`SELECT "a" FROM somebody WHERE whom = \${id}\`;
const sql = "DELETE FROM somebody";
const key = "somebody";`;
		expect(texts("lib/x.ts", source)).toEqual(["You may not do this.", "Ask … anew."]);
	});

	it("reads prose of Markdown, and no code", () => {
		const source =
			"# The desk\n\nSomebody is\ntold `anew`.\n\n```sh\nwhoever\n```\n\n- whom\n| a | thereof |";
		expect(stringsOfMarkdown("a.md", source).map(({ line, text }) => [line, text])).toEqual([
			[1, "# The desk"],
			[3, "Somebody is told …."],
			[10, "- whom"],
			[11, "| a | thereof |"],
		]);
	});

	it("reads summaries, descriptions and titles of an API document", () => {
		const document = {
			paths: { "/a": { get: { summary: "Tells whom", parameters: [{ description: "anew" }] } } },
			info: { title: "The desk" },
		};
		expect(stringsOfOpenApi(document).map(({ text }) => text)).toEqual(["Tells whom", "anew", "The desk"]);
	});

	it("names file, line, word and what to write instead", () => {
		expect(faultsOf(stringsOfSource("components/a.tsx", "const a =\n\t<b>Somebody’s case</b>;"))).toEqual([
			"components/a.tsx:2: “Somebody” (write: someone, a person) in: Somebody’s case",
		]);
	});
});
