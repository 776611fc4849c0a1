import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { VARIABLES } from "./environment";

const text = readFileSync(".env.example", "utf8");
/** As a person makes a .env of it: every assignment that is commented out counts. */
const uncommented = text.replace(/^# ?(?=[A-Z][A-Z0-9_]*=)/gm, "");
const assigned = [...uncommented.matchAll(/^([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => String(name));
/** NAME_FILE replaces NAME where NAME itself is not read. */
const variable = (name: string) => (VARIABLES.includes(name) ? name : name.replace(/_FILE$/, ""));

describe(".env.example", () => {
	it("contains only blank lines, comments and assignments", () => {
		const others = text
			.split("\n")
			.filter((line) => line !== "" && !line.startsWith("# ") && !/^[A-Z][A-Z0-9_]*=/.test(line));
		expect(others).toEqual([]);
	});

	it("names every variable that is read once, and no other", () => {
		expect(assigned.map(variable).sort()).toEqual([...VARIABLES].sort());
	});

	it("gives every variable when all of it is uncommented", () => {
		expect(Object.keys(parseEnv(uncommented)).sort()).toEqual([...assigned].sort());
	});
});
