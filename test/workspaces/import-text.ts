import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect } from "vitest";
import type { ImportReport } from "@/lib/sources/import/report";
import { type RunOptions, runImport } from "@/lib/sources/import/run-import";
import { storedRows } from "@/test/workspaces/test-rows";

export let directory: string;
export let folder: string;

/** Gives each test of a file a workspace directory of its own. */
export function setUpWorkspaceDirectory(): void {
	beforeEach(async () => {
		folder = await mkdtemp(path.join(tmpdir(), "afterclick-import-"));
		directory = path.join(folder, "workspace");
	});
	afterEach(() => rm(folder, { recursive: true, force: true }));
}

/** Imports text as if it were a file of the given name. */
export async function importText(
	text: string | Uint8Array,
	options: Partial<RunOptions> = {},
): Promise<ImportReport> {
	const file = path.join(folder, "export");
	await writeFile(file, text);
	return runImport({ directory, file, fileName: "export", ...options });
}

/** The error of an import that is refused. @returns its message and places */
export async function refusal(text: string | Uint8Array, options: Partial<RunOptions> = {}) {
	const error = await importText(text, options).then(
		() => null,
		(reason: unknown) => reason,
	);
	expect(error).toMatchObject({ name: "AppError" });
	// Whatever was wrong, nothing of it is to be seen.
	expect(await storedRows(directory, "UrlClickEvents")).toEqual([]);
	expect((await readdir(directory)).filter((name) => name === ".incoming")).toEqual([]);
	return error as {
		code: string;
		message: string;
		places: unknown[];
		remedy?: string;
		details: Record<string, unknown>;
	};
}

export const DEFENDER = `Timestamp,ReportId,AccountUpn,ActionType,Url,IsClickedThrough,UrlChain
2025-02-25T09:19:25.3911234Z,r1,ada@example.com,ClickAllowed,https://a.example/?q=1,1,"[""https://a.example/?q=1""]"
2025-02-25T09:20:00Z,r2,bob@example.com,ClickBlocked,https://b.example/,,"[]"
`;
