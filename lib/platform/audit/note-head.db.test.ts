import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { verifyAudit } from "@/lib/insights/audit/verify";
import { anchorChecks } from "@/lib/operations/health/anchor-checks";
import { config, reloadConfig } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { startAuthority, type TestAuthority } from "@/test/audit/test-authority";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { testContext } from "@/test/findings/fixtures";
import { forgetPlaces } from "./anchor-places";
import { readAnchors } from "./anchors";
import { readExpectedAnchors } from "./expected-anchors";
import { noteHeadInFile, sendHeadToSyslog, stampNotedHead } from "./note-head";
import { recordAudit } from "./record";
import { stampLines } from "./report";

let test: TestDatabase;
let authority: TestAuthority;
let directory: string;
let file: string;
let syslog: Socket;

beforeAll(async () => {
	authority = await startAuthority();
});
afterAll(() => authority.close());
beforeEach(async () => {
	test = await createTestDatabase();
	directory = mkdtempSync(join(tmpdir(), "afterclick-heads-"));
	file = join(directory, "anchors.jsonl");
	writeFileSync(join(directory, "root.pem"), authority.root.pem);
	syslog = createSocket("udp4").bind(0, "127.0.0.1");
	await once(syslog, "listening");
	authority.faults = {};
	forgetPlaces();
	configure({
		AUDIT_ANCHOR_FILE: file,
		AUDIT_SYSLOG: `udp://127.0.0.1:${syslog.address().port}`,
		AUDIT_TSA_URL: authority.url,
		AUDIT_TSA_CA_FILE: join(directory, "root.pem"),
	});
});
afterEach(async () => {
	syslog.close();
	vi.unstubAllEnvs();
	reloadConfig();
	forgetPlaces();
	await test.drop();
	rmSync(directory, { recursive: true });
});

function configure(variables: Record<string, string>): void {
	for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
	reloadConfig();
}

const ctx = () => testContext(test.db, SYSTEM);
const record = (n: number) =>
	test.db.$transaction((tx) =>
		recordAudit(tx, ctx(), [{ verb: "hunts.run", target: ["run", `r${n}`], after: { n } }]),
	);
const health = () => anchorChecks(config());
const at = (time: string) => new Date(`2026-11-30T${time}:00Z`);

describe("heads of the audit outside the database", () => {
	it("go to syslog once each, and again only when there is a new one", async () => {
		await sendHeadToSyslog(test.db);
		await record(1);
		const received: string[] = [];
		syslog.on("message", (message) => received.push(String(message)));
		await sendHeadToSyslog(test.db);
		await sendHeadToSyslog(test.db);
		await record(2);
		const second = once(syslog, "message");
		await sendHeadToSyslog(test.db);
		await second;
		await expect.poll(() => received).toHaveLength(2);
		const rows = await test.db.auditEvent.findMany({ orderBy: { seq: "asc" } });
		expect(received.map((line) => line.replace(/^.* - audit head /, ""))).toEqual(
			rows.map(({ seq, hash }) => `${seq}:${Buffer.from(hash).toString("hex")}`),
		);
		expect(health()[1]).toMatchObject({ id: "audit-heads-syslog", level: "ok" });
		expect(health()[1]?.says).toContain("UDP doesn't say whether they arrive");
	});

	it("get a time stamp in the file, at most once an hour, which verification checks", async () => {
		const before = authority.requests.length;
		await record(1);
		await noteHeadInFile(test.db, at("10:00"));
		await stampNotedHead(undefined, at("10:00"));
		await stampNotedHead(undefined, at("12:00"));
		await record(2);
		await noteHeadInFile(test.db, at("10:50"));
		await stampNotedHead(undefined, at("10:50"));
		await noteHeadInFile(test.db, at("11:00"));
		await stampNotedHead(undefined, at("11:00"));
		expect(authority.requests.length - before).toBe(2);
		expect((await readAnchors(file)).map(({ seq, token }) => [seq, token !== undefined])).toEqual([
			[1, false],
			[1, true],
			[2, false],
			[2, true],
		]);
		expect(await verifyAudit(ctx())).toMatchObject({ outcome: "whole", anchored: 2 });
		const { stamps } = await readExpectedAnchors(file);
		expect(stamps).toMatchObject({ count: 2, trusted: true, by: "CN=Test time stamps" });
		expect(stampLines(stamps, config().auditTsa)).toEqual([
			expect.stringMatching(/^2 time stamps hold; the latest is of .* UTC, by CN=Test time stamps\.$/),
		]);
	});

	it("are doubted when a time stamp is of another head, forged, or by an untrusted authority", async () => {
		await record(1);
		await noteHeadInFile(test.db, at("10:00"));
		await stampNotedHead(undefined, at("10:00"));
		await record(2);
		await noteHeadInFile(test.db, at("10:10"));
		const [first, stamped, second] = await readAnchors(file);
		const write = (...lines: unknown[]) =>
			writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
		write(first, second, { ...second, token: stamped?.token });
		expect(await verifyAudit(ctx())).toMatchObject({
			outcome: "broken",
			broken: {
				kind: "changed",
				seq: 2,
				reason:
					"The time stamp noted for row 2 on 2026-11-30 at 10:10:00 UTC doesn't prove it: it is of something else.",
			},
		});
		write(first, { ...stamped, token: Buffer.from("hello").toString("base64") });
		expect(await verifyAudit(ctx())).toMatchObject({
			outcome: "broken",
			broken: { reason: expect.stringContaining("it can't be read") },
		});
		write(first, stamped);
		const stranger = await startAuthority();
		await stranger.close();
		writeFileSync(join(directory, "root.pem"), stranger.root.pem);
		expect(await verifyAudit(ctx())).toMatchObject({
			outcome: "broken",
			broken: { reason: expect.stringContaining("doesn't lead to one of AUDIT_TSA_CA_FILE") },
		});
		writeFileSync(join(directory, "root.pem"), "");
		await expect(verifyAudit(ctx())).rejects.toMatchObject({ code: "not_configured" });
		configure({ AUDIT_TSA_CA_FILE: "" });
		expect(await verifyAudit(ctx())).toMatchObject({ outcome: "whole" });
		expect(stampLines((await readExpectedAnchors(file)).stamps, config().auditTsa)[1]).toContain(
			"AUDIT_TSA_CA_FILE is not set",
		);
		expect(health()[2]).toMatchObject({
			level: "warning",
			says: expect.stringContaining("any signer counts"),
		});
	});

	it("reach one destination though another fails, and Health names the failing one until it works again", async () => {
		await record(1);
		const taken = createServer().listen(0, "127.0.0.1");
		await once(taken, "listening");
		const { port } = taken.address() as { port: number };
		taken.close();
		await once(taken, "close");
		configure({ AUDIT_SYSLOG: `tcp://127.0.0.1:${port}` });
		authority.faults = { status: 2 };
		await noteHeadInFile(test.db, at("10:00"));
		await sendHeadToSyslog(test.db, undefined, at("10:00"));
		await stampNotedHead(undefined, at("10:00"));
		expect(health()).toEqual([
			expect.objectContaining({ id: "audit-heads-file", level: "ok" }),
			expect.objectContaining({
				id: "audit-heads-syslog",
				level: "warning",
				says: expect.stringMatching(/^At 2026-11-30 10:00 UTC it failed: .*ECONNREFUSED/),
			}),
			expect.objectContaining({
				id: "audit-heads-tsa",
				level: "warning",
				says: "At 2026-11-30 10:00 UTC it failed: it was refused (status 2).",
			}),
		]);
		expect(stampLines((await readExpectedAnchors(file)).stamps, config().auditTsa)).toEqual([
			"WARNING: AUDIT_TSA_URL is set, but no head in the anchor file has a time stamp that holds.",
		]);

		authority.faults = {};
		configure({ AUDIT_SYSLOG: `udp://127.0.0.1:${syslog.address().port}`, AUDIT_ANCHOR_FILE: directory });
		await noteHeadInFile(test.db);
		const arrived = once(syslog, "message");
		await sendHeadToSyslog(test.db);
		await arrived;
		expect(health().map(({ level }) => level)).toEqual(["warning", "ok", "warning"]);
		configure({ AUDIT_ANCHOR_FILE: file });
		await noteHeadInFile(test.db);
		await stampNotedHead();
		expect(health().map(({ level }) => level)).toEqual(["ok", "ok", "ok"]);
	});

	it("continue in the file after a line that a crash cut off", async () => {
		await record(1);
		await noteHeadInFile(test.db);
		appendFileSync(file, '{"at":"2026-11-30T10:00');
		await record(2);
		await noteHeadInFile(test.db);
		await noteHeadInFile(test.db);
		expect((await readAnchors(file)).map(({ seq }) => seq)).toEqual([1, 2]);
		expect(readFileSync(file, "utf8").split("\n")).toHaveLength(4);
		expect(await verifyAudit(ctx())).toMatchObject({ outcome: "whole", anchored: 2 });
	});
});
