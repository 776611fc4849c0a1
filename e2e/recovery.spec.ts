import { expect } from "@playwright/test";
import type { DecisionResult } from "../lib/decisions/schema";
import type { RunSummary } from "../lib/triage/catalogue/schema";
import type { FindingPage, FindingSummary } from "../lib/triage/findings/schema";
import { type AppGround, type AppProcess, prepareGround } from "../scripts/app-process";
import { test } from "./test";

/** What an app killed by `kill -9` owes the people who worked with it. */

const SEED_HUNT = "f075d4c4-cf76-4e5d-9c2d-9ed524286316";

let ground: AppGround;
let app: AppProcess;
test.beforeEach(async () => {
	ground = await prepareGround();
});
test.afterEach(async () => {
	await app.stop();
	await ground.clear();
});

/** Calls the API as the local administrator. */
class Client {
	async call<Body>(path: string, init: RequestInit = {}): Promise<Body> {
		const response = await fetch(`${app.url}${path}`, init);
		if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
		return (await response.json()) as Body;
	}
}

test("a run killed in the middle finishes by itself after the next start", async () => {
	app = await ground.start({ SKIP_SEED_RUN: "1" });
	const client = new Client();
	const { id } = await client.call<RunSummary>(`/api/hunts/${SEED_HUNT}/runs`, {
		method: "POST",
		body: JSON.stringify({ preset: "90d" }),
	});
	const read = () => client.call<RunSummary>(`/api/runs/${id}`);
	await expect.poll(async () => (await read()).status, { intervals: [10] }).not.toBe("queued");
	expect((await read()).status, "it was still running when it was killed").toBe("running");
	await app.kill();

	app = await ground.start({ SKIP_SEED_RUN: "1" });
	await expect.poll(async () => (await read()).status).toBe("succeeded");
	const run = await read();
	expect(run.findings.new).toBeGreaterThan(300);
	const { matching } = await client.call<{ matching: number }>("/api/findings/facets");
	expect(matching).toBe(run.findings.new);
});

test("no accepted decision is lost, and none is stored in part, when the app is killed", async () => {
	app = await ground.start();
	const client = new Client();
	const all = await exported(client);
	expect(all.length).toBeGreaterThan(300);

	const accepted = new Map<string, string>();
	const sizes = new Map<string, number>();
	let sent = 0;
	const work = (async () => {
		for (let start = 0; start < all.length; start += 12) {
			const part = all.slice(start, start + 12);
			sent += 1;
			const result = await client.call<DecisionResult>("/api/findings/decisions", {
				method: "POST",
				body: JSON.stringify({
					verdict: "triaged",
					ids: part.map((finding) => finding.id),
					versions: Object.fromEntries(part.map((finding) => [finding.id, finding.version])),
				}),
			});
			sizes.set(result.id as string, result.decided);
			for (const { id, outcome } of result.outcomes)
				if (outcome === "decided") accepted.set(id, result.id as string);
		}
	})().catch(() => undefined);
	await expect.poll(() => sent, { intervals: [5] }).toBeGreaterThan(5);
	await app.kill();
	await work;
	expect(accepted.size).toBeGreaterThanOrEqual(48);
	expect(accepted.size, "it was killed before everything was decided").toBeLessThan(all.length);

	app = await ground.start();
	const after = await exported(client);
	expect(after.length).toBe(all.length);
	const byId = new Map(after.map((finding) => [finding.id, finding]));
	for (const [id, decision] of accepted) {
		expect(byId.get(id)).toMatchObject({
			status: "triaged",
			decision: { id: decision, by: { name: "Local administrator" } },
		});
	}
	// The last decision may have been stored without its answer arriving, but then all of it.
	const stored = new Map<string, number>();
	for (const { decision } of after) {
		if (decision?.id) stored.set(decision.id, (stored.get(decision.id) ?? 0) + 1);
	}
	for (const [id, count] of stored) expect(count).toBe(sizes.get(id) ?? 12);
	expect(stored.size - sizes.size).toBeLessThanOrEqual(1);
});

async function exported(client: Client): Promise<FindingSummary[]> {
	const found: FindingSummary[] = [];
	let cursor: string | null = null;
	do {
		const page: FindingPage = await client.call(
			`/api/findings?limit=200${cursor ? `&cursor=${cursor}` : ""}`,
		);
		found.push(...page.items);
		cursor = page.nextCursor;
	} while (cursor !== null);
	return found;
}
