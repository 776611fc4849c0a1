import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Received } from "@/test/webhooks/receiver";
import {
	add,
	as,
	clock,
	configure,
	deliveries,
	hook,
	kim,
	receiver,
	run,
	setUpReceiver,
	test,
	verify,
} from "@/test/webhooks/rig";
import { getWebhook } from "./get";
import { listWebhooks } from "./list";
import { rotateSecret } from "./rotate";
import { OVERLAP_MS } from "./rules";
import { testWebhook } from "./test-webhook";
import { updateWebhook } from "./update";

setUpReceiver();

describe("the secret", () => {
	it("once rotated, signs beside the previous one for a day", async () => {
		const first = await add();
		const second = await rotateSecret(as(kim), first.webhook.id);
		expect(second.secret).not.toBe(first.secret);
		const verified = async () => {
			await testWebhook(as(kim), first.webhook.id);
			await run(first.webhook.id);
			const request = receiver.received.at(-1) as Received;
			return [verify(request, first.secret), verify(request, second.secret)];
		};
		expect(await verified()).toEqual([true, true]);
		clock.ms += OVERLAP_MS;
		expect(await verified()).toEqual([false, true]);
	});
	it("can't be rotated at an old version, and the conflict returns the current webhook", async () => {
		const { webhook } = await add();
		const { secret } = await rotateSecret(as(kim), webhook.id, { version: webhook.version });
		await expect(rotateSecret(as(kim), webhook.id, { version: webhook.version })).rejects.toMatchObject({
			code: "conflict",
			details: { webhook: { id: webhook.id, version: webhook.version + 1 } },
		});
		await testWebhook(as(kim), webhook.id);
		await run(webhook.id);
		expect(verify(receiver.received.at(-1) as Received, secret)).toBe(true);
	});
	it("is stored encrypted where there is a key; without the key nothing is sent and the delivery says so", async () => {
		configure({ WEBHOOK_SECRET_KEY: randomBytes(32).toString("base64") });
		const { webhook, secret } = await add();
		expect(webhook.secretEncrypted).toBe(true);
		const stored = await test.db.webhook.findUniqueOrThrow({ where: { id: webhook.id } });
		expect(stored.secret).not.toContain(secret.slice(6, 20));
		await testWebhook(as(kim), webhook.id);
		await run(webhook.id);
		expect(verify(receiver.received[0] as Received, secret)).toBe(true);
		configure({ WEBHOOK_SECRET_KEY: "" });
		await testWebhook(as(kim), webhook.id);
		await run(webhook.id);
		expect((await deliveries(webhook.id))[0]?.problem).toBe("The webhook's secret cannot be decrypted.");
		const rotated = await rotateSecret(as(kim), webhook.id);
		await testWebhook(as(kim), webhook.id);
		await run(webhook.id);
		expect(verify(receiver.received.at(-1) as Received, rotated.secret)).toBe(true);
	});
	it("is only in the first response, and neither it nor the URL's path is in the audit", async () => {
		const { webhook, secret } = await add();
		const { webhook: changed } = await rotateSecret(as(kim), webhook.id);
		await updateWebhook(as(kim), webhook.id, { url: `${hook()}&again`, version: changed.version });
		const told = JSON.stringify([await listWebhooks(as(kim)), await getWebhook(as(kim), webhook.id)]);
		expect(told).not.toContain(secret.slice(6, 20));
		const audit = JSON.stringify(
			(await test.db.auditEvent.findMany({ where: { targetId: webhook.id } })).map(({ before, after }) => [
				before,
				after,
			]),
		);
		expect(audit).toContain("urlChanged");
		expect(audit).not.toMatch(/credential|whsec_/);
	});
});
