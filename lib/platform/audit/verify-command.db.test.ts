import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { childEnvironment } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createClient } from "@/lib/platform/db/client";
import { lockDataDirectory } from "@/lib/platform/db/data-lock";
import { startEmbedded } from "@/lib/platform/db/embedded";
import { applyMigrations } from "@/lib/platform/db/migrate";
import { testContext } from "@/test/findings/fixtures";
import { recordAudit } from "./record";

let directory: string;
beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "afterclick-verify-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function verify(): Promise<{ code: number | null; output: string }> {
	const child = spawn(process.execPath, ["--import", "tsx", "scripts/audit-verify.ts", "--database"], {
		env: childEnvironment({ DATA_DIRECTORY: directory, DATABASE_URL: "" }),
		stdio: ["ignore", "pipe", "pipe"],
	});
	let output = "";
	for (const stream of [child.stdout, child.stderr]) {
		stream.on("data", (chunk) => {
			output += chunk;
		});
	}
	return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}

it("verifies Afterclick's own database, whether Afterclick runs or not", { timeout: 180_000 }, async () => {
	expect(await verify()).toMatchObject({ code: 2, output: expect.stringContaining("There is no database") });

	const lock = await lockDataDirectory(directory);
	const server = await startEmbedded({ lock, durable: false });
	const db = createClient(server.url, 2);
	const admin = createClient(server.adminUrl, 1);
	try {
		await applyMigrations(server.url);
		await db.$transaction((tx) =>
			recordAudit(tx, testContext(db, SYSTEM), [
				{ verb: "hunts.run", target: ["run", "a"] },
				{ verb: "hunts.run", target: ["run", "b"] },
			]),
		);
		const running = await verify();
		expect(running.output).toMatch(/^WHOLE: the database, 2 rows\nHead: 2:[0-9a-f]{64}\n/);
		expect(running.output).toContain("The role owns the table");
		expect(running.code).toBe(0);
		await admin.$executeRawUnsafe(`ALTER TABLE "AuditEvent" DISABLE TRIGGER ALL`);
		await admin.$executeRawUnsafe(`UPDATE "AuditEvent" SET "targetId" = 'c' WHERE "seq" = 2`);
	} finally {
		await db.$disconnect();
		await admin.$disconnect();
		await server.stop();
		await lock.release();
	}

	const stopped = await verify();
	expect(stopped.output).toContain("First broken row: 2, changed");
	expect(stopped.output).toContain("WARNING: the triggers");
	expect(stopped.code).toBe(1);
});
