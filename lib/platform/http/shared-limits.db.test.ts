import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { notify } from "@/lib/platform/db/notify";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson } from "@/test/findings/fixtures";
import { takeFrom } from "./rate-limit";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
	vi.stubEnv("DATABASE_URL", test.url); // a server of your own, which replicas share
	vi.stubEnv("RATE_LIMIT_WRITES", "100");
	reloadConfig();
});
afterAll(async () => {
	vi.unstubAllEnvs();
	reloadConfig();
	await test.drop();
});

it("counts what a person has sent to other replicas, and not its own messages twice", async () => {
	const kim = await addPerson(test.db, "Kim");
	const left = async () => {
		const headers = new Headers();
		await takeFrom("writes", kim, "", headers);
		return Number(headers.get("ratelimit-remaining"));
	};
	expect(await left()).toBe(99);
	const message = { process: "another", spent: [["writes", `person ${kim.id}`, 40]] };
	await notify(test.db, "spent", JSON.stringify(message));
	await expect.poll(left).toBeLessThan(60);
	await notify(test.db, "spent", JSON.stringify({ ...message, spent: [["writes", `person ${kim.id}`, 90]] }));
	await expect.poll(() => left().catch((error) => error.code)).toBe("rate_limited");
});

it("sends the other replicas what was counted here", async () => {
	const kim = await addPerson(test.db, "Kim");
	const { subscribe } = await import("@/lib/platform/db/notify");
	const told: unknown[] = [];
	const stop = subscribe("spent", (payload) => told.push(...JSON.parse(payload).spent));
	for (let count = 0; count < 7; count++) await takeFrom("reads", kim, "", new Headers());
	await expect.poll(() => told).toContainEqual(["reads", `person ${kim.id}`, 7]);
	stop();
});
