import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AppError } from "@/lib/core/errors";
import { prepareDatabase } from "@/lib/operations/startup/prepare-database";
import { createClient, type Database } from "./client";
import { type DataLock, lockDataDirectory } from "./data-lock";
import { type SupervisedServer, superviseEmbedded } from "./supervise";
import { databaseTrouble } from "./trouble";

let directory: string;
let lock: DataLock;
let server: SupervisedServer;
let lost: AppError[];

beforeEach(async () => {
	directory = await mkdtemp(join(tmpdir(), "afterclick-supervise-"));
	lock = await lockDataDirectory(directory);
	lost = [];
	vi.stubEnv("AZURE_CLIENT_SECRET", "hush");
	server = await superviseEmbedded({
		lock,
		onProgress: () => {},
		onLost: (error) => lost.push(error),
		firstWaitMs: 20,
	});
});
afterEach(async () => {
	vi.unstubAllEnvs();
	await server.stop();
	await lock.release();
	await rm(directory, { recursive: true, force: true });
});

/** Reads and writes in every way the verbs do, until stopped; errors are collected. */
async function work(db: Database, errors: unknown[], signal: AbortSignal): Promise<void> {
	let count = 0;
	while (!signal.aborted) {
		count += 1;
		const one = { data: { id: `w${count}`, kind: "local" as const, name: "x" } };
		await Promise.all(
			[
				() => db.workspace.create(one),
				() => db.workspace.count(),
				() => db.$queryRaw`SELECT 1`,
				() => db.$executeRaw`UPDATE "Workspace" SET name = name`,
				() => db.$transaction(async (tx) => (await tx.workspace.count()) + (await tx.auditEvent.count())),
				() => db.$transaction([db.workspace.count(), db.auditEvent.count()]),
			].map((call) => call().catch((error: unknown) => errors.push(error))),
		);
	}
}

describe("the supervised server", () => {
	it("is started again when it is killed, with all committed data, and clients get 'unavailable' in the meantime", async () => {
		await prepareDatabase(server.url);
		const db = createClient(server.url, 8);
		try {
			await db.workspace.create({ data: { id: "kept", kind: "local", name: "Kept" } });
			const errors: unknown[] = [];
			const stop = new AbortController();
			const working = work(db, errors, stop.signal);
			const killed = server.pid;
			process.kill(killed, "SIGKILL");
			await expect.poll(() => server.pid).not.toBe(killed);
			await expect.poll(() => db.workspace.count({ where: { id: "kept" } }).catch(() => 0)).toBe(1);
			stop.abort();
			await working;
			expect(errors.length).toBeGreaterThan(0);
			const others = errors.filter((error) => databaseTrouble(error) === undefined);
			expect(others.map((error) => ({ ...(error as object), text: String(error) }))).toEqual([]);
			expect(lost).toEqual([]);
		} finally {
			await db.$disconnect();
		}
	});

	it("is given up, once, when it can't be started again", async () => {
		const version = join(directory, "postgres/global/pg_control");
		await rename(version, `${version}.away`);
		await writeFile(version, "damaged");
		process.kill(server.pid, "SIGKILL");
		await expect.poll(() => lost.length).toBe(1);
		expect(lost[0]).toMatchObject({
			code: "unavailable",
			message: expect.stringContaining("can't be started again"),
		});
	});

	it("is not started again after it was stopped", async () => {
		const { pid } = server;
		await server.stop();
		expect(() => process.kill(pid, 0)).toThrow();
		expect(server.pid).toBe(pid);
		expect(lost).toEqual([]);
	});

	it("gives Afterclick a role that can't run programs, read the server's files or see secrets", async () => {
		await prepareDatabase(server.url);
		const client = new pg.Client({ connectionString: server.url });
		await client.connect();
		try {
			const [role] = (await client.query("select rolsuper from pg_roles where rolname = current_user")).rows;
			expect(role).toEqual({ rolsuper: false });
			await expect(client.query("copy (select 1) to program 'cat >/dev/null'")).rejects.toThrow(
				/permission denied/,
			);
			if (process.platform === "linux") {
				const environment = await readFile(`/proc/${server.pid}/environ`, "utf8");
				expect(environment).toContain("PATH=");
				expect(environment).not.toContain("AZURE");
				expect(environment).not.toContain("hush");
			}
			await expect(client.query("select pg_read_file('/proc/self/environ')")).rejects.toThrow(
				/permission denied/,
			);
			await expect(client.query("copy (select 1) to '/tmp/x'")).rejects.toThrow(/permission denied/);
		} finally {
			await client.end();
		}
	});
});
