import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { childEnvironment } from "@/lib/platform/config/config";
import { createClient } from "@/lib/platform/db/client";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { LogAnalyticsDouble } from "@/test/loganalytics-double/double";
import { until } from "@/test/until";
import { clicks, TestWorkspace } from "@/test/workspaces/test-workspace";
import type { QueryWait } from "./client";
import { SharedSlots } from "./shared-slots";

/** A process with a workspace of its own that asks so many queries at once, as a replica does. */
const replica = `
import { config } from "@/lib/platform/config/config";
import { closeDatabase } from "@/lib/platform/db/client";
import { closeNotifications } from "@/lib/platform/db/notify";
import { defaultWorkspace } from "@/lib/sources/workspaces/registry";
const count = Number(process.argv[1]);
const window = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-02T00:00:00Z") };
const ask = () => defaultWorkspace().query({ kql: "UrlClickEvents | take 1", window });
const answers = await Promise.all(Array.from({ length: count }, ask));
console.log(JSON.stringify(answers.map(({ outcome, error }) => error?.message ?? outcome)));
await closeNotifications();
await closeDatabase();
`;

let test: TestDatabase;
let files: TestWorkspace;
let double: LogAnalyticsDouble;
let directory: string;
const children: ChildProcess[] = [];

beforeAll(async () => {
	test = await createTestDatabase();
	files = await TestWorkspace.create();
	await files.add("UrlClickEvents", clicks(10));
	double = await LogAnalyticsDouble.start({ directory: files.directory });
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-slots-"));
	writeFileSync(path.join(directory, "double.pem"), double.certificate.certificatePem);
});

afterAll(async () => {
	for (const child of children) child.kill("SIGKILL");
	await double.close();
	await files.remove();
	rmSync(directory, { recursive: true });
	await test.drop();
});

beforeEach(async () => {
	double.reset();
	await test.db.queryTicket.deleteMany();
	await test.db.queryIdentity.deleteMany();
});

function startReplica(queries: number): { child: ChildProcess; said: Promise<string> } {
	const child = spawn(
		process.execPath,
		["--import", "tsx", "--input-type=module", "--eval", replica, String(queries)],
		{
			env: childEnvironment({
				...double.environment(path.join(directory, "double.pem")),
				DATABASE_URL: test.url,
			}),
			stdio: ["ignore", "pipe", "inherit"],
		},
	);
	children.push(child);
	let text = "";
	child.stdout?.on("data", (chunk) => {
		text += chunk;
	});
	return { child, said: new Promise((resolve) => child.once("close", () => resolve(text))) };
}

describe("query slots", () => {
	it("limit two processes together to five queries at once, and lose none", async () => {
		// Long enough that five meet, also where the processes come late to a processor.
		double.fail({ kind: "slow", seconds: 1, rows: 1, times: 24 });
		const said = await Promise.all([startReplica(12).said, startReplica(12).said]);
		for (const text of said) expect(JSON.parse(text)).toEqual(Array(12).fill("complete"));
		expect(double.peak).toBe(5);
		expect(double.queries.map(({ status }) => status)).toEqual(Array(24).fill(200));
	});

	it("are freed when the process that held them was killed", async () => {
		double.fail({ kind: "hang", times: 5 });
		const { child } = startReplica(5);
		await expect.poll(() => double.queries.length).toBe(5);
		child.kill("SIGKILL");
		const slots = new SharedSlots(await onlyIdentity());
		const waits: (QueryWait | null)[] = [];
		const held = await slots.acquire({ onWaiting: (wait) => waits.push(wait) });
		expect(waits).toEqual([{ for: "slot", ahead: 0 }]);
		await held.release();
	});

	it("are given in order, and report how many are ahead", async () => {
		const other = createClient(test.url, 2);
		const slots = [new SharedSlots("kim"), new SharedSlots("kim", () => other)];
		const at = (index: number) => slots[index % 2] as SharedSlots;
		const held = await Promise.all(Array.from({ length: 5 }, (_, index) => at(index).acquire({})));
		const order: number[] = [];
		const ahead: unknown[] = [];
		const waiting = [];
		for (let index = 0; index < 3; index++) {
			const seen: (QueryWait | null)[] = [];
			ahead.push(seen);
			waiting.push(
				at(index)
					.acquire({ onWaiting: (wait) => seen.push(wait) })
					.then((slot) => {
						order.push(index);
						return slot;
					}),
			);
			await expect.poll(() => seen).toEqual([{ for: "slot", ahead: index }]);
		}
		for (const [index, slot] of held.entries()) {
			await slot.release();
			const given = Math.min(index + 1, waiting.length);
			await until(() => order.length === given, `${given} of those that wait have a slot`);
		}
		for (const slot of await Promise.all(waiting)) await slot.release();
		expect(order).toEqual([0, 1, 2]);
		await other.$disconnect();
	});

	it("are not shared between identities", async () => {
		const held = await Promise.all(Array.from({ length: 5 }, () => new SharedSlots("a").acquire({})));
		const free = await new SharedSlots("b").acquire({ patienceMs: 0 });
		for (const slot of [...held, free]) await slot.release();
	});

	it("are not given more often than 200 times in 30 seconds", async () => {
		const slots = new SharedSlots("busy");
		// Long ago, but not so long that the service has forgotten them.
		await test.db.queryTicket.createMany({
			data: Array.from({ length: 200 }, () => ({
				identity: "busy",
				startedAt: new Date(Date.now() - 20_000),
				endedAt: new Date(Date.now() - 19_000),
				aliveUntil: new Date(),
			})),
		});
		await expect(slots.acquire({ patienceMs: 0 })).rejects.toMatchObject({ code: "query_limit" });
		const waits: (QueryWait | null)[] = [];
		const asked = slots.acquire({ onWaiting: (wait) => waits.push(wait) });
		await until(() => waits.length === 1, "the next query waits");
		await test.db.queryTicket.updateMany({
			where: { endedAt: { not: null } },
			data: { startedAt: new Date(Date.now() - 32_000) },
		});
		await (await asked).release();
		expect(waits).toEqual([{ for: "slot", ahead: 0 }]);
	});

	it("are given to nobody during a pause the service asked for", async () => {
		const slots = new SharedSlots("throttled");
		await slots.pause(3_600_000);
		await slots.pause(100);
		const waits: (QueryWait | null)[] = [];
		const asked = slots.acquire({ onWaiting: (wait) => waits.push(wait) });
		await until(() => waits.length === 1, "the query waits");
		const { pausedUntil } = await test.db.queryIdentity.findFirstOrThrow();
		expect(waits).toEqual([{ for: "service", until: pausedUntil }]);
		expect(pausedUntil?.getTime()).toBeGreaterThan(Date.now() + 1_800_000); // the longer pause is kept
		await test.db.queryIdentity.updateMany({ data: { pausedUntil: new Date() } });
		await (await asked).release();
	});

	it("leave no ticket when waiting is cancelled", async () => {
		const slots = new SharedSlots("kim");
		const held = await Promise.all(Array.from({ length: 5 }, () => slots.acquire({})));
		const cancel = new AbortController();
		const asked = slots.acquire({ signal: cancel.signal, onWaiting: () => cancel.abort() });
		await expect(asked).rejects.toMatchObject({ name: "AbortError" });
		expect(await test.db.queryTicket.count({ where: { startedAt: null } })).toBe(0);
		for (const slot of held) await slot.release();
	});
});

async function onlyIdentity(): Promise<string> {
	return (await test.db.queryTicket.findFirstOrThrow()).identity;
}
