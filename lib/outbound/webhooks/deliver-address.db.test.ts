import { describe, expect, it } from "vitest";
import {
	add,
	as,
	deliveries,
	escalate,
	kim,
	only,
	receiver,
	run,
	setUpReceiver,
	test,
} from "@/test/webhooks/rig";
import { createWebhook } from "./create";
import type { Network } from "./post";
import { testWebhook } from "./test-webhook";

setUpReceiver();

describe("the address", () => {
	const refused = async (over: Partial<Network>) => {
		const { webhook } = await add();
		await escalate();
		await run(webhook.id, over);
		expect(receiver.received).toEqual([]);
		return (await only(webhook.id)).problem;
	};
	it("must be public, each one a name resolves to", async () => {
		await test.db.webhook.deleteMany();
		const guarded = { allowedHosts: [], resolve: async () => ["127.0.0.1"] };
		expect(await refused(guarded)).toMatch(/Only https/);
		const { webhook } = await add();
		await test.db.webhook.update({ where: { id: webhook.id }, data: { url: "https://receiver.test/hook" } });
		for (const [addresses, word] of [
			[["127.0.0.1"], "loopback"],
			[["1.1.1.1", "10.0.0.1"], "private"],
			[["169.254.169.254"], "link-local"],
			[["::ffff:1.1.1.1"], "IPv4 mapped"],
			[[], "no address"],
		] as const) {
			await testWebhook(as(kim), webhook.id);
			await run(webhook.id, { allowedHosts: [], resolve: async () => addresses });
			expect((await deliveries(webhook.id))[0]?.problem).toContain(word);
		}
	});
	it("is resolved once: a name that resolves elsewhere afterwards changes nothing", async () => {
		const { webhook } = await add();
		await escalate();
		let asked = 0;
		const resolve = async () => (asked++ === 0 ? ["127.0.0.1"] : ["10.255.255.1"]);
		await run(webhook.id, { resolve });
		expect(asked).toBe(1);
		expect((await only(webhook.id)).status).toBe("delivered");
		expect(receiver.received[0]?.headers.host).toBe(`receiver.test:${receiver.port}`);
	});
	it("can be in an allowed network", async () => {
		const { webhook } = await add();
		await test.db.webhook.update({ where: { id: webhook.id }, data: { url: "https://receiver.test:8443/" } });
		await testWebhook(as(kim), webhook.id);
		await run(webhook.id, { allowedHosts: [], allowedNetworks: ["127.0.0.0/8"] });
		// Checked and connected to; nothing listens there.
		expect((await only(webhook.id)).problem).toBe("The connection was refused.");
	});
	it("that can't be resolved, or not in time, is a normal failure", async () => {
		const { webhook } = await add();
		for (const [resolve, problem] of [
			[async () => Promise.reject(Object.assign(new Error(), { code: "ENOTFOUND" })), "not known"],
			[() => new Promise<never>(() => {}), "No answer"],
		] as const) {
			await testWebhook(as(kim), webhook.id);
			await run(webhook.id, { resolve, timeoutMs: 100 });
			expect((await deliveries(webhook.id))[0]?.problem).toContain(problem);
		}
	});
	it.each([
		"http://example.com/",
		"https://127.0.0.1/",
		"https://[::1]/",
		"https://0x7f.1/",
		"https://2130706433/",
	])("%s is rejected when the webhook is saved", async (url) => {
		await expect(
			createWebhook(as(kim), { name: "x", url, shape: "json", events: ["finding.escalated"] }),
		).rejects.toMatchObject({ code: "invalid_input", places: [{ field: "url" }] });
	});
});
