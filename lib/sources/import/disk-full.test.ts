import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { freeBytes } from "@/lib/platform/db/disk-room";
import { statusOf } from "@/lib/platform/http/problem";
import { importFile } from "@/lib/sources/import/import-file";
import { storedRows } from "@/test/workspaces/test-rows";

/** A disk in memory, which no other process is filling. */
const DISK = "/dev/shm";
const MB = 1_048_576;
const HEADER = "TimeGenerated,AccountUpn,ActionType,ReportId,Url\n";
const ROW = `2025-01-01T00:00:00Z,a@example.com,ClickAllowed,r,https://a.example/${"x".repeat(900)}\n`;
const FULL = { code: "unavailable", message: "The disk is full. Nothing was saved." };

let disk: string;
let directory: string;
let elsewhere: string;
beforeEach(async () => {
	disk = await mkdtemp(path.join(existsSync(DISK) ? DISK : tmpdir(), "afterclick-full-"));
	directory = path.join(disk, "workspace");
	elsewhere = await mkdtemp(path.join(tmpdir(), "afterclick-full-"));
});
afterEach(async () => {
	vi.unstubAllEnvs();
	reloadConfig();
	await rm(disk, { recursive: true, force: true });
	await rm(elsewhere, { recursive: true, force: true });
});

/** Leaves this much room above the database's reserve; returns the reserve in bytes. */
function leave(megabytes: number): number {
	const reserve = Math.floor((freeBytes(disk) ?? 0) / MB) - megabytes;
	vi.stubEnv("DATABASE_URL", "");
	vi.stubEnv("DATA_DIRECTORY", disk);
	vi.stubEnv("DISK_RESERVE_MB", String(reserve));
	reloadConfig();
	return reserve * MB;
}

const load = (file: string | Readable) => importFile({ directory, file, fileName: "export.csv" });

async function expectNothingLeft(): Promise<void> {
	expect(existsSync(path.join(directory, ".incoming"))).toBe(false);
	expect(await storedRows(directory, "UrlClickEvents")).toEqual([]);
}

describe.skipIf(!existsSync(DISK))("an import that would fill the disk", () => {
	it("stops while it is being received, before the database's reserve is used", async () => {
		const reserve = leave(40);
		let sent = 0;
		let least = Number.POSITIVE_INFINITY;
		async function* chunks() {
			yield HEADER;
			for (; sent < 200; sent++) {
				least = Math.min(least, freeBytes(disk) ?? 0);
				yield ROW.repeat(Math.ceil(MB / ROW.length));
			}
		}
		await expect(load(Readable.from(chunks()))).rejects.toMatchObject(FULL);
		expect(sent).toBeLessThan(200);
		expect(least).toBeGreaterThan(reserve);
		await expectNothingLeft();
	});

	it("stops while its rows are being stored, and the same file is imported once there is room", async () => {
		const file = path.join(elsewhere, "export.csv");
		await writeFile(file, HEADER + ROW.repeat(Math.ceil((60 * MB) / ROW.length)));
		leave(40);
		await expect(load(file)).rejects.toMatchObject(FULL);
		await expectNothingLeft();
		leave(400);
		expect(await load(file)).toMatchObject({ rowsRefused: 0 });
	});
});

it("rejects an import into a workspace whose manifest can't be read, with a remedy", async () => {
	await mkdir(directory, { recursive: true });
	await writeFile(path.join(directory, "workspace.json"), '{"formatVersion": 1, "parts"');
	const refused = await load(Readable.from([HEADER, ROW])).catch((error: unknown) => error);
	expect(refused).toMatchObject({
		code: "unavailable",
		message: expect.stringContaining("workspace.json is not a workspace manifest this version reads."),
		remedy: expect.stringContaining("Restore the file from a backup"),
	});
	expect(statusOf("unavailable")).toBe(503);
});
