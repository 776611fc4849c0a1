import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkLicences, isAllowed } from "./licences";

describe("isAllowed", () => {
	it.each(["MIT", "(MIT OR GPL-3.0-only)", "MIT and ISC", "(MIT OR AGPL-3.0-only) AND (GPL-2.0 OR ISC)"])(
		"accepts %s",
		(expression) => expect(isAllowed(expression)).toBe(true),
	);
	it.each([
		"GPL-3.0-only",
		"MIT AND GPL-3.0-only",
		"UNLICENSED",
		"SEE LICENSE IN LICENSE.md",
		"MIT OR",
		"(MIT",
		"",
	])("refuses %j", (expression) => expect(isAllowed(expression)).toBe(false));
});

describe("checkLicences", () => {
	let root: string;
	beforeEach(() => {
		root = mkdtempSync(join(tmpdir(), "afterclick-licences-"));
	});
	afterEach(() => rmSync(root, { recursive: true }));

	it("allows every dependency of Afterclick", async () => {
		const report = await checkLicences();
		expect(report.refused).toEqual([]);
		expect(report.checked).toBeGreaterThan(300);
	});

	it("names the refused package, and those with an unknown licence", async () => {
		const packages = {
			"": { license: "Apache-2.0" },
			"node_modules/good": { license: "MIT" },
			"node_modules/good/node_modules/@bad/inner": { license: "AGPL-3.0-only" },
			"node_modules/silent": {},
			"node_modules/other-platform": { optional: true },
		};
		writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
		expect(await checkLicences(root)).toEqual({
			checked: 3,
			refused: [
				"@bad/inner is under AGPL-3.0-only (node_modules/good/node_modules/@bad/inner).",
				"silent states no licence (node_modules/silent).",
			],
			unknown: ["other-platform"],
		});
	});
});
