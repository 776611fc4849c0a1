/** Hunts that would take a catalogue down or keep it busy, made when they are needed. */
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const huntText = (id: string, name = id) => `id: ${id}\nname: ${name}\nquery: UrlClickEvents\n`;

/** A value of aliases of aliases: nine lines expand to nine to the ninth values. */
const LAUGHS = ["a: &a [x, x, x, x, x, x, x, x, x]"]
	.concat(
		[..."bcdefghi"].map((key, at) => `${key}: &${key} [${Array(9).fill(`*${"abcdefgh"[at]}`).join(", ")}]`),
	)
	.join("\n");

/** What is wrong with a file, its text or how it comes to be there, and how it is refused. */
export const HUNT_FAULTS: readonly (readonly [
	name: string,
	content: string | ((file: string) => void),
	says: RegExp,
])[] = [
	["an alias of nothing", "id: x\nname: *alias\nquery: T\n", /it has an alias of a value that is not there/],
	["aliases that multiply", `${huntText("x")}${LAUGHS}\n`, /it has more than 50 aliases/],
	[
		"a list of 50 MB",
		(file) => writeFileSync(file, `${huntText("x")}tactics:\n${"- a\n".repeat(12_500_000)}`),
		/it is larger than 256 KB/,
	],
	["brackets without end", `${huntText("x")}tactics: ${"[".repeat(100_000)}\n`, /./],
	["a list of lists", `${huntText("x")}tactics: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`, /./],
	["a long name", huntText("x", "n".repeat(501)), /name has more than 500 characters/],
	["a long id", huntText("x".repeat(201)), /id has more than 200 characters/],
	["a name that is an object", "id: x\nname: {a: b}\nquery: T\n", /name/],
	["nothing", "", /is missing/],
	["bytes that are no text", "\u0000\u0001\ufffe", /./],
	["a directory", (file) => mkdirSync(file), /it is a directory/],
	["a link to nothing", (file) => symlinkSync("nowhere.yaml", file), /a link to a file that does not exist/],
	["a link to itself", (file) => symlinkSync(path.basename(file), file), /a link to itself/],
	["a link to a directory", (file) => symlinkSync(tmpdir(), file), /it is a directory/],
	["a pipe", (file) => execFileSync("mkfifo", [file]), /it is no file/],
	["a device without end", (file) => symlinkSync("/dev/zero", file), /it is no file/],
];
