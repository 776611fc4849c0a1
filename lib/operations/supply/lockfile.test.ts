import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { npm } from "./npm";

interface Entry {
	readonly integrity?: string;
	readonly resolved?: string;
	readonly link?: boolean;
	readonly inBundle?: boolean;
}

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
	packages: Record<string, Entry>;
};
const entries = Object.entries(packages).filter(([path]) => path !== "");

describe("package-lock.json", () => {
	it("has the digest of every package that is downloaded", () => {
		// A package bundled in another package's archive is covered by that one's digest.
		const downloaded = entries.filter(([, entry]) => entry.link !== true && entry.inBundle !== true);
		expect(downloaded.length).toBeGreaterThan(600);
		const without = downloaded.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? ""));
		expect(without.map(([path]) => path)).toEqual([]);
	});

	it("names no registry", () => {
		expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
	});

	it("matches what is installed", async () => {
		const { code, stdout } = await npm(["ls", "--all", "--json"]);
		const { problems = [] } = JSON.parse(stdout) as { problems?: string[] };
		expect(problems).toEqual([]);
		expect(code).toBe(0);
	});
});
