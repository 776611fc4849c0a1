/** Under which terms the product may be passed on: every package's licence is one of these, or the check names it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** SPDX identifiers. */
const ALLOWED = new Set([
	"0BSD",
	"Apache-2.0",
	"BlueOak-1.0.0",
	"BSD-2-Clause",
	"BSD-3-Clause",
	"CC0-1.0",
	"ISC",
	"MIT",
	"MIT-0",
	"Unlicense",
	// Data and fonts.
	"CC-BY-4.0",
	"OFL-1.1",
	// Reciprocal by file or by library: fine as long as the packages are used as they come.
	"EPL-2.0",
	"LGPL-3.0-or-later",
	"MPL-2.0",
]);

/** Packages that state no licence in their manifest: what the file beside it says. */
const STATED_ELSEWHERE: Readonly<Record<string, string>> = { "seq-queue": "MIT" };

export interface LicenceReport {
	readonly checked: number;
	/** A sentence for each package that may not be used. */
	readonly refused: readonly string[];
	/** Packages for other platforms whose manifest is not here and whose licence the lockfile does not hold. */
	readonly unknown: readonly string[];
}

interface LockEntry {
	readonly license?: unknown;
	readonly optional?: boolean;
	readonly link?: boolean;
}

/** Checks every package of package-lock.json, development's included. */
export async function checkLicences(root = "."): Promise<LicenceReport> {
	const lock = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8")) as {
		packages: Record<string, LockEntry>;
	};
	const refused: string[] = [];
	const unknown: string[] = [];
	let checked = 0;
	for (const [path, entry] of Object.entries(lock.packages)) {
		if (path === "" || entry.link) continue;
		const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
		const installed = await readLicence(join(root, path));
		const licence = licenceText(entry.license) ?? installed.licence ?? STATED_ELSEWHERE[name];
		if (licence === undefined && !installed.present && entry.optional) {
			unknown.push(name);
			continue;
		}
		checked += 1;
		if (licence === undefined) refused.push(`${name} states no licence (${path}).`);
		else if (!isAllowed(licence)) refused.push(`${name} is under ${licence} (${path}).`);
	}
	return { checked, refused, unknown };
}

async function readLicence(directory: string): Promise<{ present: boolean; licence?: string | undefined }> {
	try {
		const manifest = JSON.parse(await readFile(join(directory, "package.json"), "utf8"));
		return { present: true, licence: licenceText(manifest.license ?? manifest.licenses) };
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return { present: false };
		throw error;
	}
}

/** Manifests of old also hold `{type, url}`, or a list of those, of which one may choose. */
function licenceText(value: unknown): string | undefined {
	if (typeof value === "string" && value.trim() !== "") return value.trim();
	if (Array.isArray(value)) {
		const parts = value.map(licenceText).filter((part) => part !== undefined);
		return parts.length > 0 ? parts.map((part) => `(${part})`).join(" OR ") : undefined;
	}
	const { type } = (value ?? {}) as { type?: unknown };
	return typeof type === "string" ? type : undefined;
}

/** Whether an SPDX expression (`MIT`, `(MIT OR GPL-2.0-only) AND ISC`) leaves a choice that is allowed. */
export function isAllowed(expression: string): boolean {
	const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
	let at = 0;
	const word = () => tokens[at]?.toUpperCase();
	const any = (): boolean => {
		let allowed = all();
		while (word() === "OR") {
			at += 1;
			// Both sides are read, whatever the first says.
			const right = all();
			allowed = allowed || right;
		}
		return allowed;
	};
	const all = (): boolean => {
		let allowed = one();
		while (word() === "AND") {
			at += 1;
			const right = one();
			allowed = allowed && right;
		}
		return allowed;
	};
	const one = (): boolean => {
		const token = tokens[at];
		at += 1;
		if (token !== "(") return token !== undefined && ALLOWED.has(token);
		const inner = any();
		const closed = tokens[at] === ")";
		at += 1;
		return inner && closed;
	};
	return any() && at === tokens.length;
}
