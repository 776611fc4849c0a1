import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { parseHunt } from "./definition";

const seed = readFileSync("hunts/user-clicked-through-events.yaml", "utf8");
const minimal = "id: one\nname: One\nquery: UrlClickEvents\n";

function refusal(source: string): AppError {
	try {
		parseHunt(source, "wild.yaml");
	} catch (error) {
		if (error instanceof AppError) return error;
		throw error;
	}
	throw new Error("it was accepted");
}

describe("parseHunt", () => {
	it("reads the seed hunt", () => {
		const hunt = parseHunt(seed, "user-clicked-through-events.yaml");
		expect(hunt).toMatchObject({
			id: "f075d4c4-cf76-4e5d-9c2d-9ed524286316",
			name: "User clicked through events",
			version: "1.0.0",
			connectors: ["MicrosoftThreatProtection"],
			dataTypes: ["UrlClickEvents"],
			identity: null,
			evidence: null,
		});
		expect(hunt.tactics).toEqual([
			{ id: "TA0001", name: "Initial Access", url: "https://attack.mitre.org/tactics/TA0001/" },
		]);
		expect(hunt.techniques).toEqual([
			{ id: "T1566", name: "T1566", url: "https://attack.mitre.org/techniques/T1566/" },
		]);
		expect(seed.replace(/^ {2}/gm, "")).toContain(hunt.kql);
	});

	it.each([
		["tactics: InitialAccess", ["Initial Access"]],
		["tactics:\n  - InitialAccess\n  - Persistence", ["Initial Access", "Persistence"]],
		["tactics: null", []],
		["tactics:", []],
		["tactics:\n  - IntialAcces", ["IntialAcces"]],
	])("reads tactics in the spellings that occur: %j", (line, names) => {
		expect(parseHunt(`${minimal}${line}\n`, "w.yaml").tactics.map(({ name }) => name)).toEqual(names);
	});

	it("links sub-techniques and leaves unknown ones without a link", () => {
		const hunt = parseHunt(`${minimal}relevantTechniques: [T1566.002, phishing]\n`, "w.yaml");
		expect(hunt.techniques.map(({ url }) => url)).toEqual([
			"https://attack.mitre.org/techniques/T1566/002/",
			null,
		]);
	});

	it("removes the quotes around some descriptions", () => {
		const hunt = parseHunt(`${minimal}description: |\n  'Looks for clicks.'\n`, "w.yaml");
		expect(hunt.description).toBe("Looks for clicks.");
	});

	it("accepts tabs as indentation", () => {
		const hunt = parseHunt(
			"id: one\nname: One\ntactics:\n\t- Impact\nquery: |\n\tUrlClickEvents\n",
			"w.yaml",
		);
		expect(hunt.tactics[0]?.name).toBe("Impact");
	});

	it("reads Afterclick's own extension", () => {
		const hunt = parseHunt(
			`${minimal}afterclick:\n  identity: [Host]\n  evidence: { table: DeviceEvents, key: Host }\n`,
			"w.yaml",
		);
		expect(hunt.identity).toEqual(["Host"]);
		expect(hunt.evidence).toEqual({ table: "DeviceEvents", key: "Host" });
	});

	it("rejects a file without a query, which only says that the hunt has moved", () => {
		expect(refusal("id: one\nname: One\n").message).toMatch(/no query/);
		expect(refusal("id: one\nname: One\nquery: ''\n").message).toMatch(/no query/);
	});

	it("names the line of a placeholder", () => {
		const error = refusal("id: one\nname: One\nquery: |\n  UrlClickEvents\n  | where Url == '{{url}}'\n");
		expect(error.message).toContain("{{url}}");
		expect(error.places[0]).toMatchObject({ file: "wild.yaml", line: 5, field: "query" });
	});

	it.each(["{{url}}", "<your tenant>", "[insert domains here]"])("ignores %s in a comment", (words) => {
		const hunt = parseHunt(
			`id: one\nname: One\nquery: |\n  // Set ${words} first.\n  UrlClickEvents // ${words}\n  | where Url has "a//b"\n`,
			"wild.yaml",
		);
		expect(hunt.kql).toContain(`// Set ${words} first.`);
	});

	it("finds a placeholder behind a comment that has the same, or what only looks like one", () => {
		const error = refusal(
			"id: one\nname: One\nquery: |\n  // Set {{url}}.\n  UrlClickEvents\n  | where Url == 'http://{{url}}'\n",
		);
		expect(error.places[0]).toMatchObject({ line: 6, column: 26, field: "query" });
	});

	it("names the place of brackets that are nested too deeply", () => {
		const deep = `${"not(".repeat(3_000)}true${")".repeat(3_000)}`;
		const error = refusal(`id: one\nname: One\nquery: |\n  UrlClickEvents\n  | where ${deep}\n`);
		expect(error.message).toMatch(/nested too deeply/);
		expect(error.places[0]).toMatchObject({
			file: "wild.yaml",
			line: 5,
			column: 11 + 129 * 4 - 1,
			field: "query",
		});
	});

	it("names the line and column of invalid YAML", () => {
		const error = refusal("id: one\nname: [One\nquery: x\n");
		expect(error.message).toMatch(/not YAML/);
		expect(error.places[0]?.line).toBeGreaterThanOrEqual(2);
		expect(error.places[0]?.column).toBeGreaterThanOrEqual(1);
	});

	it("names a missing field, and one of the wrong kind with its line", () => {
		expect(refusal("name: One\nquery: x\n").places[0]).toMatchObject({ field: "id", message: "is missing" });
		expect(refusal("id: one\nname:\n  - One\nquery: x\n").places[0]).toMatchObject({
			field: "name",
			line: 3,
		});
		expect(refusal("").places.length).toBeGreaterThan(0);
		expect(refusal("- a\n- b\n").places.length).toBeGreaterThan(0);
	});
});

it("shows characters that hide or reorder text in a name, a tactic or a description as codes", () => {
	const hunt = parseHunt(
		`id: x\nname: "pay\\u202Egpj"\ndescription: "a\\u2066b"\ntactics: ["t\\u200Bx"]\nquery: UrlClickEvents\n`,
		"x.yaml",
	);
	expect(hunt).toMatchObject({ name: "pay\\u{202e}gpj", description: "a\\u{2066}b" });
	expect(hunt.tactics[0]?.name).toContain("\\u{200b}");
});
