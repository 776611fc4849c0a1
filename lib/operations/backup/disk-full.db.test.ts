import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { databaseTrouble } from "@/lib/platform/db/trouble";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { clickRow, seedFindings } from "@/test/findings/fixtures";
import { keyOf } from "./key";
import { writeBackup } from "./write";

const KEY = keyOf(Buffer.alloc(32, 7));

let test: TestDatabase;
let directory: string;

beforeAll(async () => {
	directory = mkdtempSync(join(tmpdir(), "afterclick-backup-"));
	test = await createTestDatabase();
	await seedFindings(
		test.db,
		Array.from({ length: 1_200 }, (_, n) => clickRow(n)),
	);
});
afterAll(async () => {
	await test.drop();
	rmSync(directory, { recursive: true });
});

/** As the built-in database has it; its own disk is the one of the test's files. */
function reserveMb(megabytes: number): void {
	vi.stubEnv("DATABASE_URL", "");
	vi.stubEnv("DATA_DIRECTORY", directory);
	vi.stubEnv("DISK_RESERVE_MB", String(megabytes));
	reloadConfig();
}

describe("a disk that fills up", () => {
	it("ends the backup before the database's reserve is used, and leaves no file", async () => {
		const out = join(directory, "full.backup.gz");
		reserveMb(2 ** 20); // more than a test's machine has
		try {
			await expect(writeBackup(test.url, out, "1.0.0", KEY)).rejects.toMatchObject({ code: "unavailable" });
		} finally {
			vi.unstubAllEnvs();
			reloadConfig();
		}
		expect([existsSync(out), existsSync(`${out}.partial`)]).toEqual([false, false]);
	});

	it.skipIf(!existsSync("/dev/full"))(
		"is named as the reason where the system refuses to write",
		async () => {
			const out = join(directory, "nospace.backup.gz");
			symlinkSync("/dev/full", `${out}.partial`);
			const refused = await writeBackup(test.url, out, "1.0.0", KEY).catch((error: unknown) => error);
			expect(databaseTrouble(refused)).toMatchObject({ message: "The disk is full. Nothing was saved." });
			expect([existsSync(out), existsSync(`${out}.partial`)]).toEqual([false, false]);
		},
	);
});
