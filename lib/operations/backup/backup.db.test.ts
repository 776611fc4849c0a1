import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { addAttachment } from "@/lib/cases/attachments/add";
import { downloadAttachment } from "@/lib/cases/attachments/download";
import { CHUNK_SIZE } from "@/lib/cases/attachments/rules";
import { decide } from "@/lib/decisions/decide";
import { undoDecision } from "@/lib/decisions/undo";
import { newSecret, sealSecret } from "@/lib/outbound/webhooks/secret";
import { databaseSource } from "@/lib/platform/audit/database-source";
import { recordAudit } from "@/lib/platform/audit/record";
import { verifyChain } from "@/lib/platform/audit/verify-chain";
import { childEnvironment } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createClient } from "@/lib/platform/db/client";
import { requireKeyFile } from "@/lib/platform/secrets/key-file";
import { listFindings } from "@/lib/triage/findings/list";
import { seedCase } from "@/test/cases/fixtures";
import { createScratchDatabase, type ScratchDatabase } from "@/test/db/scratch";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { readTables } from "./format";
import { keyOf, signature } from "./key";
import { restoreBackup } from "./restore";
import { writeBackup } from "./write";

const KEY = keyOf(Buffer.alloc(32, 7));
const OTHER_KEY = keyOf(Buffer.alloc(32, 8));

let test: TestDatabase;
let directory: string;
let file: string;
let target: ScratchDatabase;

beforeAll(async () => {
	directory = mkdtempSync(join(tmpdir(), "afterclick-backup-"));
	file = join(directory, "afterclick.backup.gz");
	test = await createTestDatabase();
	// More than a line's rows, and text that a careless format would lose.
	await seedFindings(
		test.db,
		Array.from({ length: 1_200 }, (_, n) =>
			clickRow(n, n === 7 ? { AppName: 'a "b" \\ {c}, NULL\ttab ü🎣' } : {}),
		),
	);
	const person = await addPerson(test.db, "Kim");
	const kim = testContext(test.db, person);
	const added = { verb: "people.add", target: ["person", person.id] } as const;
	await test.db.$transaction((tx) =>
		recordAudit(tx, kim, [{ ...added, after: { name: "Kim", role: "analyst" } }]),
	);
	const { items, asOf } = await listFindings(kim, { limit: 40 });
	const all = (part: typeof items) => ({
		ids: part.map(({ id }) => id),
		versions: Object.fromEntries(part.map(({ id, version }) => [id, version])),
	});
	await decide(kim, {
		verdict: "benign",
		reason: "other",
		note: "\\N\nline two",
		...all(items.slice(0, 20)),
	});
	const second = await decide(kim, { verdict: "escalated", ...all(items.slice(20)) });
	await undoDecision(kim, second.id ?? "");
	await decide(kim, { verdict: "triaged", filter: { user: ["user3@contoso.example"] }, asOf });
	const { id } = await seedCase(test.db, SYSTEM);
	// More parts than a line has, of every byte there is.
	const bytes = Uint8Array.from({ length: 25 * CHUNK_SIZE + 1 }, (_, n) => n % 256);
	bytes.set(new TextEncoder().encode("%PDF-1.7"));
	await addAttachment(
		kim,
		id,
		{ name: "evidence.pdf" },
		(async function* () {
			yield bytes;
		})(),
	);
	await writeBackup(test.url, file, "1.2.3", KEY);
});
afterAll(async () => {
	await test.drop();
	rmSync(directory, { recursive: true });
});
beforeEach(async () => {
	target = await createScratchDatabase(inject("databaseServer"), "restore", inject("databaseTemplate"));
	return () => target.drop();
});

/** Every table with its rows, as text and in an order of their own. */
async function contents(url: string): Promise<Record<string, string[]>> {
	const client = new pg.Client({ connectionString: url, options: "-c TimeZone=UTC" });
	await client.connect();
	try {
		const found: Record<string, string[]> = {};
		for (const { name } of await readTables(client)) {
			const { rows } = await client.query(`SELECT t::text AS "row" FROM "${name}" t ORDER BY 1`);
			found[name] = rows.map(({ row }) => row);
		}
		return found;
	} finally {
		await client.end();
	}
}

describe("a backup", () => {
	it("restores into an empty database without any difference, with its audit intact", async () => {
		const { rows, header } = await restoreBackup(target.url, file, { key: KEY });
		const before = await contents(test.url);
		const after = await contents(target.url);
		expect(after).toEqual(before);
		expect(before.Finding).toHaveLength(1_200);
		expect(before.Decision).toHaveLength(3);
		expect(rows).toBe(Object.values(before).flat().length);
		expect(header.version).toBe("1.2.3");

		const db = createClient(target.url, 2);
		try {
			const heads = await Promise.all([test.db, db].map((each) => verifyChain(databaseSource(each))));
			expect(heads[1]).toMatchObject({ outcome: "whole", rows: before.AuditEvent?.length });
			expect(heads[1]).toEqual(heads[0]);
			const lists = await Promise.all(
				[test.db, db].map((each) =>
					listFindings(testContext(each, SYSTEM), { limit: 200, status: ["benign"] }),
				),
			);
			expect(lists[1]?.items).toEqual(lists[0]?.items);
			expect(lists[1]?.items).toHaveLength(20);
			// And one can go on from there.
			const lee = testContext(db, await addPerson(db, "Lee"));
			const open = await listFindings(lee, { limit: 1, status: ["new"] });
			await decide(lee, {
				verdict: "triaged",
				filter: { text: open.items[0]?.url ?? "" },
				asOf: new Date().toISOString(),
			});
			expect(await verifyChain(databaseSource(db))).toMatchObject({ outcome: "whole" });
		} finally {
			await db.$disconnect();
		}
	});

	it("is readable by its owner only, and is a consistent snapshot while Afterclick keeps running", async () => {
		expect(statSync(file).mode & 0o777).toBe(0o600);
		const kim = testContext(test.db, await addPerson(test.db, "Busy"));
		const { items } = await listFindings(kim, { limit: 60, status: ["new"] });
		const busy = (async () => {
			for (const { id, version } of items) {
				await decide(kim, { verdict: "triaged", ids: [id], versions: { [id]: version } });
			}
		})();
		const other = join(directory, "busy.gz");
		await writeBackup(test.url, other, "1.2.3", KEY);
		await busy;
		await restoreBackup(target.url, other, { key: KEY });
		const db = createClient(target.url, 2);
		try {
			expect(await verifyChain(databaseSource(db))).toMatchObject({ outcome: "whole" });
			const decided = await db.findingEvent.count({ where: { kind: "decided" } });
			expect(await db.auditEvent.count({ where: { verb: "findings.decide" } })).toBe(decided);
		} finally {
			await db.$disconnect();
		}
	});

	it("can't be restored into a database in use, which stays unchanged", async () => {
		const before = await contents(test.url);
		await expect(restoreBackup(test.url, file, { key: KEY })).rejects.toMatchObject({ code: "conflict" });
		expect(await contents(test.url)).toEqual(before);
	});

	const lines = () => gunzipSync(readFileSync(file)).toString("utf8").trimEnd().split("\n");
	const packed = (text: string) => gzipSync(text);
	/** With the checksum of its current content, and a key's signature. */
	const sealed = (text: string, key = KEY) => {
		const all = text.split("\n");
		const { end } = JSON.parse(all.at(-1) as string);
		const kept = all.slice(0, -1).map((line) => `${line}\n`);
		const sha256 = createHash("sha256").update(kept.join("")).digest("hex");
		const proof = { key: key.id, signature: signature(key, { sha256, rows: end.rows }) };
		return packed(`${kept.join("")}${JSON.stringify({ end: { ...end, sha256, ...proof } })}\n`);
	};
	/** As made by a person with the file but not the key: with the old signature. */
	const forged = (text: string) => {
		const end = (JSON.parse(lines().at(-1) as string) as { end: { signature: string } }).end;
		const all = gunzipSync(sealed(text)).toString("utf8").trimEnd().split("\n");
		const last = JSON.parse(all.at(-1) as string);
		return packed(
			`${all.slice(0, -1).join("\n")}\n${JSON.stringify({ end: { ...last.end, signature: end.signature } })}\n`,
		);
	};
	/** Kim is an analyst. */
	const promoted = () =>
		lines()
			.map((line) => (line.startsWith('{"table":"Person"') ? line.replace('"analyst"', '"admin"') : line))
			.join("\n");
	it.each<[what: string, make: () => Buffer, key: typeof KEY | undefined, message: RegExp]>([
		["changed by a person without the key", () => forged(promoted()), KEY, /signature is wrong/],
		[
			"signed with another key",
			() => sealed(promoted(), OTHER_KEY),
			KEY,
			/signed with the key [0-9a-f]{16}, and this/,
		],
		["whole, where there is no key", () => readFileSync(file), undefined, /no key here/],
		[
			"signed with a role that nobody gave",
			() => sealed(promoted()),
			KEY,
			/Kim has the role admin in it, and its audit says analyst/,
		],
		[
			"signed with an audit row changed before",
			() => sealed(auditChanged()),
			KEY,
			/audit in it is broken at row \d+/,
		],
	])("that is %s is rejected, and nothing of it is written", async (_, make, key, message) => {
		expect(promoted()).not.toBe(lines().join("\n"));
		const other = join(directory, "unproved.gz");
		writeFileSync(other, make());
		const before = await contents(target.url);
		await expect(restoreBackup(target.url, other, { key })).rejects.toMatchObject({
			code: "invalid_input",
			message: expect.stringMatching(message),
			remedy: expect.any(String),
		});
		expect(await contents(target.url)).toEqual(before);
	});

	/** One value of one row of the audit, as an administrator of the database may change it. */
	const auditChanged = () =>
		lines()
			.map((line) =>
				line.startsWith('{"table":"AuditEvent"') ? line.replace("line two", "line three") : line,
			)
			.join("\n");

	it("that can't be verified is restored when that is accepted, and every doubt is reported", async () => {
		const other = join(directory, "accepted.gz");
		writeFileSync(other, sealed(auditChanged(), OTHER_KEY));
		expect(auditChanged()).not.toBe(lines().join("\n"));
		const { warnings, verdict } = await restoreBackup(target.url, other, { key: KEY, acceptUnproved: true });
		expect(warnings).toEqual([
			expect.stringContaining("signed with the key"),
			expect.stringContaining("audit in it is broken"),
		]);
		expect(verdict.outcome).toBe("broken");
		expect((await contents(target.url)).Finding).toHaveLength(1_200);
	});

	it.each<[what: string, damage: () => Buffer, message: RegExp]>([
		["cut off", () => readFileSync(file).subarray(0, 20_000), /ends early/],
		["without its end", () => packed(`${lines().slice(0, -1).join("\n")}\n`), /ends early/],
		["with a line less", () => packed(`${lines().toSpliced(2, 1).join("\n")}\n`), /changed or damaged/],
		[
			"with a changed value",
			() => packed(`${lines().join("\n").replace('"benign"', '"triaged"')}\n`),
			/changed or damaged/,
		],
		["of something else", () => packed("hello\n"), /is no backup of Afterclick/],
		["that is no gzip", () => Buffer.from("hello"), /is no gzip/],
		[
			"of other migrations",
			() =>
				sealed(
					lines()
						.join("\n")
						.replace(/"migrations":\[/, '"migrations":["20300101000000_later",'),
				),
			/of version 1\.2\.3, whose tables are not the ones/,
		],
	])("that is %s is rejected, and nothing of it is kept", async (_, damage, message) => {
		const damaged = join(directory, "damaged.gz");
		writeFileSync(damaged, damage());
		const before = await contents(target.url);
		await expect(restoreBackup(target.url, damaged, { key: KEY })).rejects.toMatchObject({
			code: "invalid_input",
			message: expect.stringMatching(message),
		});
		expect(await contents(target.url)).toEqual(before);
	});

	it("continues the case numbers where the backup ended", async () => {
		await restoreBackup(target.url, file, { key: KEY });
		const db = createClient(target.url, 2);
		try {
			const { number } = await db.case.findFirstOrThrow({ orderBy: { number: "desc" } });
			expect((await seedCase(db, SYSTEM)).number).toBe(number + 1);
		} finally {
			await db.$disconnect();
		}
	});

	it("contains a case's files with their content", async () => {
		await restoreBackup(target.url, file, { key: KEY });
		const db = createClient(target.url, 2);
		try {
			const { id, sha256 } = await db.caseAttachment.findFirstOrThrow();
			const { parts } = await downloadAttachment(testContext(db, SYSTEM), id);
			const hash = createHash("sha256");
			for await (const part of parts) hash.update(part);
			expect(hash.digest().equals(Buffer.from(sha256 ?? []))).toBe(true);
		} finally {
			await db.$disconnect();
		}
	});
});

describe("the commands", () => {
	const run = (script: string, environment: Record<string, string | undefined>) =>
		new Promise<{ code: number | null; printed: string }>((resolve) => {
			const child = spawn(process.execPath, ["--import", "tsx", ...script.split(" ")], {
				env: childEnvironment({ DATABASE_URL: undefined, DATA_DIRECTORY: undefined, ...environment }),
			});
			let printed = "";
			child.stdout.on("data", (chunk) => {
				printed += chunk;
			});
			child.stderr.on("data", (chunk) => {
				printed += chunk;
			});
			child.on("close", (code) => resolve({ code, printed }));
		});

	it("move a database into a new data directory, where the audit verifies and can be backed up again", async () => {
		const noKeys = { SECRET_KEY: undefined, SECRET_KEY_PREVIOUS: undefined, WEBHOOK_SECRET_KEY: undefined };
		const external = { ...noKeys, DATABASE_URL: test.url, DATA_DIRECTORY: join(directory, "first") };
		const embedded = { ...noKeys, DATA_DIRECTORY: join(directory, "data") };
		const { key: secretKey } = await requireKeyFile(join(directory, "first/secret.key"), "secret");
		const webhookId = randomUUID();
		await test.db.webhook.create({
			data: {
				id: webhookId,
				name: "Receiver",
				url: "https://receiver.example/hook",
				shape: "json",
				secret: sealSecret(newSecret(), webhookId, secretKey),
				createdByName: "Kim",
			},
		});
		const [first, second] = [join(directory, "first.gz"), join(directory, "second.gz")];
		expect(await run(`scripts/backup.ts ${first}`, external)).toMatchObject({
			code: 0,
			printed: expect.stringMatching(
				new RegExp(
					`rows of \\d+ tables[\\s\\S]*Signed with the key [0-9a-f]{16}[\\s\\S]*open with the key ${secretKey.id}`,
				),
			),
		});
		const key = join(directory, "first/backup.key");
		expect(statSync(key).mode & 0o777).toBe(0o600);
		expect(await run(`scripts/restore.ts ${first}`, embedded)).toMatchObject({
			code: 1,
			printed: expect.stringContaining("no key here"),
		});
		expect(await run(`scripts/restore.ts ${first} --key ${key}`, embedded)).toMatchObject({
			code: 0,
			printed: expect.stringMatching(
				new RegExp(
					`Restored [\\d,]+ rows[\\s\\S]*Can't open 1 webhook secret: encrypted with the key ${secretKey.id}`,
				),
			),
		});
		expect(await run("scripts/audit-verify.ts", embedded)).toMatchObject({ code: 0 });
		expect(await run("scripts/secrets.ts check", embedded)).toMatchObject({ code: 1 });
		copyFileSync(join(directory, "first/secret.key"), join(directory, "data/secret.key"));
		expect(await run("scripts/secrets.ts check", embedded)).toMatchObject({
			code: 0,
			printed: expect.stringContaining("1 encrypted with the key"),
		});
		expect(await run(`scripts/backup.ts ${second}`, embedded)).toMatchObject({ code: 0 });
		expect(
			await run(`scripts/restore.ts ${second} --key ${join(directory, "data/backup.key")}`, embedded),
		).toMatchObject({
			code: 1,
			printed: expect.stringContaining("The database is in use"),
		});
		// The same rows; only when it was made differs.
		const rows = (path: string) => gunzipSync(readFileSync(path)).toString("utf8").split("\n").slice(1, -2);
		expect(rows(second).sort()).toEqual(rows(first).sort());
	});
});
