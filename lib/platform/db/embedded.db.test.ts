import { type ChildProcess, spawn } from "node:child_process";
import { cp, mkdtemp, readFile, rm, stat, unlink, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { prepareDatabase } from "@/lib/operations/startup/prepare-database";
import { dataOwner, lockDataDirectory } from "./data-lock";
import { startEmbedded } from "./embedded";
import { isAlive } from "./process-identity";

/** A process that holds the directory and its server, as the product does, until it is killed. */
const owner = `
import { lockDataDirectory } from "@/lib/platform/db/data-lock";
import { startEmbedded } from "@/lib/platform/db/embedded";
const lock = await lockDataDirectory(process.argv[1] ?? "");
const server = await startEmbedded({ lock });
await lock.announce("http://127.0.0.1:3999");
console.log(JSON.stringify({ url: server.url, pid: server.pid }));
setInterval(() => {}, 1000);
`;

async function startOwner(directory: string) {
	const child = spawn(
		process.execPath,
		["--import", "tsx", "--input-type=module", "--eval", owner, directory],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	const line = await new Promise<string>((resolve, reject) => {
		child.stdout.once("data", (chunk) => resolve(String(chunk)));
		child.once("exit", (code) => reject(new Error(`The owner ended with ${code}.`)));
	});
	return { child, ...(JSON.parse(line) as { url: string; pid: number }) };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query(text)).rows;
	} finally {
		await client.end();
	}
}

const listen = (port: number) =>
	new Promise<Server>((resolve, reject) => {
		const server = createServer().once("error", reject);
		server.listen(port, "127.0.0.1", () => resolve(server));
	});

describe("the embedded server", () => {
	let directory: string;
	const children: ChildProcess[] = [];

	beforeEach(async () => {
		directory = await mkdtemp(join(tmpdir(), "afterclick-embedded-"));
	});

	afterEach(async () => {
		for (const child of children.splice(0)) child.kill("SIGKILL");
		const lock = await lockDataDirectory(directory);
		await (await startEmbedded({ lock })).stop(); // stops what a killed child left
		await lock.release();
		await rm(directory, { recursive: true, force: true });
	});

	it("keeps its data, listens on loopback only and keeps its password to itself", async () => {
		const lock = await lockDataDirectory(directory);
		const first = await startEmbedded({ lock });
		await query(first.url, "create table kept (id int)");
		const [settings] = await query(
			first.url,
			"select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses",
		);
		expect(settings).toEqual({ fsync: "on", addresses: "127.0.0.1" });
		const wrong = new URL(first.url);
		wrong.password = "wrong";
		await expect(query(wrong.href, "select 1")).rejects.toThrow(/password authentication failed/);
		expect((await stat(join(directory, "postgres.json"))).mode & 0o777).toBe(0o600);
		await first.stop();
		expect(isAlive(first.pid)).toBe(false);

		const second = await startEmbedded({ lock });
		expect(second.url).toBe(first.url);
		expect(await query(second.url, "select * from kept")).toEqual([]);
		await second.stop();
		await lock.release();
	});

	it("takes another port when its own is taken", async () => {
		const lock = await lockDataDirectory(directory);
		const first = await startEmbedded({ lock });
		await first.stop();
		const squatter = await listen(first.port);
		try {
			const second = await startEmbedded({ lock });
			expect(second.port).not.toBe(first.port);
			expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
			await second.stop();
		} finally {
			squatter.close();
		}
		await lock.release();
	});

	it("recovers after its owner was killed, with everything that was committed", async () => {
		const killed = await startOwner(directory);
		children.push(killed.child);
		await query(killed.url, "create table kept as select 7 as id");
		const gone = new Promise((resolve) => killed.child.once("exit", resolve));
		killed.child.kill("SIGKILL");
		await gone;
		expect(isAlive(killed.pid)).toBe(true); // the server is an orphan now
		expect(await dataOwner(directory)).toBeUndefined();

		const said: string[] = [];
		const lock = await lockDataDirectory(directory);
		const server = await startEmbedded({ lock, onProgress: (message) => said.push(message) });
		expect(said).toEqual([expect.stringContaining(String(killed.pid))]);
		expect(await query(server.url, "select id from kept")).toEqual([{ id: 7 }]);
		await server.stop();
		await lock.release();
	});

	it("recovers after the server itself was killed", async () => {
		const lock = await lockDataDirectory(directory);
		const first = await startEmbedded({ lock });
		await query(first.url, "create table kept as select 7 as id");
		process.kill(first.pid, "SIGKILL");
		await first.stop();
		const second = await startEmbedded({ lock });
		expect(await query(second.url, "select id from kept")).toEqual([{ id: 7 }]);
		await second.stop();
		await lock.release();
	});

	it("starts although its pid file names another program's process", async () => {
		const lock = await lockDataDirectory(directory);
		const first = await startEmbedded({ lock });
		const copy = join(directory, "postmaster.copy");
		const file = join(directory, "postgres/postmaster.pid");
		await cp(file, copy);
		await first.stop();
		const text = await readFile(copy, "utf8");
		await writeFile(file, text.replace(/^\d+/, String(process.ppid)));
		const second = await startEmbedded({ lock });
		await second.stop();
		await lock.release();
	});

	it("creates the cluster again when the first start was interrupted", async () => {
		const lock = await lockDataDirectory(directory);
		await cp("prisma", join(directory, "postgres.new"), { recursive: true }); // any leftovers
		const server = await startEmbedded({ lock });
		expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
		await server.stop();
		await lock.release();
	});

	it("says so when its password file is lost", async () => {
		const lock = await lockDataDirectory(directory);
		await (await startEmbedded({ lock })).stop();
		const file = join(directory, "postgres.json");
		const kept = await readFile(file, "utf8");
		await unlink(file);
		await expect(startEmbedded({ lock })).rejects.toMatchObject({
			code: "unavailable",
			message: expect.stringContaining("postgres.json"),
		});
		await writeFile(file, kept, { mode: 0o600 });
		await lock.release();
	});

	it("is refused to a second process, with an error that names the first one", async () => {
		const first = await startOwner(directory);
		children.push(first.child);
		await expect.poll(async () => (await dataOwner(directory))?.url).toBe("http://127.0.0.1:3999");
		await expect(lockDataDirectory(directory)).rejects.toMatchObject({
			code: "already_running",
			message: expect.stringContaining(`process ${first.child.pid} at http://127.0.0.1:3999`),
			details: { pid: first.child.pid, url: "http://127.0.0.1:3999" },
		});
		const gone = new Promise((resolve) => first.child.once("exit", resolve));
		first.child.kill("SIGKILL");
		await gone;
	});
});

describe("a cluster in which Afterclick was the superuser", () => {
	it("is moved to an ordinary role, with every table, function, type and queue", async () => {
		const directory = await mkdtemp(join(tmpdir(), "afterclick-embedded-"));
		const lock = await lockDataDirectory(directory);
		const before = await startEmbedded({ lock });
		await query(before.adminUrl, "alter database afterclick owner to afterclick_admin");
		await prepareDatabase(before.adminUrl);
		await query(before.adminUrl, "create view seen as select 1 as one; create domain small as int");
		await query(
			before.adminUrl,
			`insert into "Workspace" (id, kind, name) values ('local', 'local', 'Kept')`,
		);
		await before.stop();
		const file = join(directory, "postgres.json");
		const { admin, port } = JSON.parse(await readFile(file, "utf8"));
		await writeFile(file, JSON.stringify({ ...admin, port }), { mode: 0o600 });

		for (let start = 0; start < 2; start++) {
			const server = await startEmbedded({ lock });
			expect(await query(server.url, "select rolsuper from pg_roles where rolname = current_user")).toEqual([
				{ rolsuper: false },
			]);
			expect(await query(server.url, `select name from "Workspace"`)).toEqual([{ name: "Kept" }]);
			expect(
				await query(
					server.adminUrl,
					`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
					where c.relowner = 10 and n.nspname in ('public', 'pgboss')
					union all select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
					where p.proowner = 10 and n.nspname in ('public', 'pgboss')
					union all select typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
					where t.typowner = 10 and n.nspname in ('public', 'pgboss')
					union all select nspname from pg_namespace where nspowner = 10 and nspname = 'pgboss'`,
				),
			).toEqual([]);
			expect(await prepareDatabase(server.url)).toEqual([]);
			// As its owner it can still be migrated.
			await query(server.url, `alter table "Workspace" add column extra${start} int`);
			await server.stop();
		}
		await lock.release();
		await rm(directory, { recursive: true, force: true });
	});
});

describe("the lock of a data directory", () => {
	it("is acquired by exactly one of many processes that find a stale one", async () => {
		const directory = await mkdtemp(join(tmpdir(), "afterclick-lock-"));
		const stale = { token: "x", pid: 2 ** 22 - 1, started: "gone", since: new Date().toISOString() };
		await writeFile(join(directory, "lock.json"), JSON.stringify(stale));
		const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockDataDirectory(directory)));
		const held = attempts.flatMap((attempt) => (attempt.status === "fulfilled" ? [attempt.value] : []));
		expect(held).toHaveLength(1);
		await held[0]?.release();
		expect(await dataOwner(directory)).toBeUndefined();
		await rm(directory, { recursive: true });
	});

	it("is not held by another process that has the owner's pid", async () => {
		const directory = await mkdtemp(join(tmpdir(), "afterclick-lock-"));
		const reused = {
			token: "x",
			pid: process.pid,
			started: "another boot:1",
			since: new Date().toISOString(),
		};
		await writeFile(join(directory, "lock.json"), JSON.stringify(reused));
		expect(await dataOwner(directory)).toBeUndefined();
		await rm(directory, { recursive: true });
	});
});
