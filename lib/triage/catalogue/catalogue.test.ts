import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { catalogue, huntById } from "./catalogue";

let directory: string;
beforeEach(() => {
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-catalogue-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it("names a directory that is missing, or not a directory, and what to do", async () => {
	const missing = path.join(directory, "nowhere");
	await expect(catalogue(missing)).rejects.toMatchObject({
		code: "not_configured",
		message: `The directory of hunts, ${missing}, does not exist.`,
		remedy: expect.stringContaining("HUNTS_DIRECTORY"),
	});
	const file = path.join(directory, "a.yaml");
	writeFileSync(file, "id: a");
	await expect(catalogue(file)).rejects.toThrow(`${file}, is no directory.`);
});

it("lists a file that is not YAML in a whole sentence, with its place beside it", async () => {
	writeFileSync(path.join(directory, "broken.yaml"), "id: a\nname: [b\nquery: c\n");
	const { refused } = await catalogue(directory);
	expect(refused[0]?.reason).not.toMatch(/line \d|:\.$/);
	expect(refused[0]?.places[0]).toMatchObject({ file: "broken.yaml", line: expect.any(Number) });
});

it("lists the hunts beside files that are invalid in any way", async () => {
	writeFileSync(path.join(directory, "alias.yaml"), "id: a\nname: *alias\nquery: T\n");
	mkdirSync(path.join(directory, "directory.yaml"));
	symlinkSync("nowhere.yaml", path.join(directory, "link.yaml"));
	writeFileSync(path.join(directory, "hunt.yaml"), "id: one\nname: One\nquery: UrlClickEvents\n");
	const { hunts, refused } = await catalogue(directory);
	expect(hunts.map(({ name }) => name)).toEqual(["One"]);
	expect(refused.map(({ reason }) => reason)).toEqual([
		"alias.yaml is not used: it has an alias of a value that is not there.",
		"directory.yaml is not used: it is a directory.",
		"link.yaml is not used: it is a link to a file that does not exist.",
	]);
	expect((await huntById("one", undefined, directory)).file).toBe("hunt.yaml");
});
