import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { z } from "zod";
import { config, reloadConfig } from "@/lib/platform/config/config";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, cookieOf } from "@/test/findings/fixtures";
import { ADDRESS_HEADER } from "./rate-limit";
import { route } from "./route";

let test: TestDatabase;
let cookie: string;
beforeAll(async () => {
	vi.stubEnv("RATE_LIMIT_WRITES", "20");
	reloadConfig();
	test = await createTestDatabase();
});
beforeEach(async () => {
	const kim = await addPerson(test.db, "Kim");
	cookie = await cookieOf(test.db, kim);
	// One password somewhere, and anyone who has not signed in is a visitor.
	await test.db.localCredential.create({
		data: { personId: kim.id, passwordHash: "none", changedAt: new Date() },
	});
});
afterAll(async () => {
	await test.drop();
	vi.unstubAllEnvs();
	reloadConfig();
});

const handler = route("Test", { open: true }, z.unknown(), () => ({}));
const send = (method: string, headers: Record<string, string>, to = handler) =>
	to(new Request("http://localhost:3000/api/x", { method, headers }), { params: Promise.resolve({}) });

async function spend(count: number, method: string, headers: Record<string, string>): Promise<Response> {
	let last = await send(method, headers);
	for (let sent = 1; sent < count; sent++) last = await send(method, headers);
	return last;
}

it("refuses writes over the limit per minute, says when to retry, and still allows reads", async () => {
	const { writes, reads } = config().rateLimit;
	const first = await send("POST", { cookie });
	expect(first.headers.get("ratelimit-limit")).toBe(String(writes));
	expect(first.headers.get("ratelimit-remaining")).toBe(String(writes - 1));
	expect((await spend(writes - 1, "POST", { cookie })).status).toBe(200);

	const refused = await send("POST", { cookie });
	expect(refused.status).toBe(429);
	expect(refused.headers.get("content-type")).toBe("application/problem+json");
	expect(refused.headers.get("ratelimit-remaining")).toBe("0");
	const wait = Number(refused.headers.get("retry-after"));
	expect(wait).toBeGreaterThan(0);
	expect(wait).toBeLessThanOrEqual(60);
	expect(await refused.json()).toMatchObject({ code: "rate_limited", retryAfterSeconds: wait });

	const read = await send("GET", { cookie });
	expect(read.status).toBe(200);
	expect(read.headers.get("ratelimit-remaining")).toBe(String(reads - 1));
});

it("counts each person separately, and visitors by address", async () => {
	const { writes } = config().rateLimit;
	const here = { [ADDRESS_HEADER]: `192.0.2.1-${randomUUID()}` };
	expect((await spend(writes + 1, "POST", here)).status).toBe(429);
	expect((await send("POST", { ...here, "x-forwarded-for": "198.51.100.7" })).status).toBe(429);
	expect((await send("POST", { [ADDRESS_HEADER]: "192.0.2.2" })).status).toBe(200);
	expect((await send("POST", { ...here, cookie })).status).toBe(200);
});

it("counts guessed tokens by the address they come from", async () => {
	const here = { [ADDRESS_HEADER]: `192.0.2.3-${randomUUID()}`, authorization: "Bearer acl_made-up" };
	expect((await spend(config().rateLimit.writes, "POST", here)).status).toBe(401);
	expect((await send("POST", here)).status).toBe(429);
});

it("does not count exempt routes", async () => {
	const free = route("Test", { open: true, limited: false }, z.unknown(), () => ({}));
	expect((await send("GET", { cookie }, free)).headers.get("ratelimit-limit")).toBeNull();
});

it("asks to wait a minute at most after the clock was far ahead", async () => {
	vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 40 * 86_400_000 });
	const address = { [ADDRESS_HEADER]: "192.0.2.77" };
	await send("POST", address);
	vi.useRealTimers();
	const refused = await spend(config().rateLimit.writes, "POST", address);
	expect(refused.status).toBe(429);
	expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
	expect(Number(refused.headers.get("ratelimit-reset"))).toBeLessThanOrEqual(60);
});
