import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { PERMISSION_NAMES } from "@/lib/platform/context/permission-table";
import { addPerson } from "@/test/findings/fixtures";
import { add, as, escalate, hook, kim, receiver, run, setUpReceiver, test } from "@/test/webhooks/rig";
import { createWebhook } from "./create";
import { deleteWebhook } from "./delete";
import { deliver } from "./deliver";
import { getWebhook } from "./get";
import { getDelivery } from "./get-delivery";
import { listWebhooks } from "./list";
import { listDeliveries } from "./list-deliveries";
import { recoverDeliveries } from "./recover";
import { replayDead, replayDelivery } from "./replay";
import { rotateSecret } from "./rotate";
import { testWebhook } from "./test-webhook";
import { updateWebhook } from "./update";

setUpReceiver();

const everyVerb = (ctx: Context, id: string): (() => Promise<unknown>)[] => [
	() => listWebhooks(ctx),
	() => getWebhook(ctx, id),
	() => createWebhook(ctx, { name: "x", url: hook(), shape: "json", events: ["finding.escalated"] }),
	() => updateWebhook(ctx, id, { version: 1 }),
	() => deleteWebhook(ctx, id),
	() => rotateSecret(ctx, id),
	() => testWebhook(ctx, id),
	() => listDeliveries(ctx, id, {}),
	() => getDelivery(ctx, id),
	() => replayDelivery(ctx, id),
	() => replayDead(ctx, id),
	() => deliver(ctx, id),
	() => recoverDeliveries(ctx),
];

describe("webhooks", () => {
	it("can be used only by people who can manage them", async () => {
		const { webhook } = await add();
		const lead = await addPerson(test.db, "Lee", "lead");
		const token: Actor = { ...kim, kind: "token", personId: kim.id, permissions: PERMISSION_NAMES };
		for (const [actor, code] of [
			[{ kind: "visitor" }, "unauthenticated"],
			[lead, "forbidden"],
			// What is sent may come from any workspace.
			[{ ...kim, workspaces: ["local"] }, "forbidden"],
			[token, "forbidden"],
		] as const) {
			for (const refused of everyVerb(as(actor), webhook.id)) {
				await expect(refused()).rejects.toMatchObject({ code });
			}
		}
	});
	it("changed by another person return a conflict with the current webhook", async () => {
		const { webhook } = await add();
		await updateWebhook(as(kim), webhook.id, { name: "Theirs", version: 1 });
		await expect(updateWebhook(as(kim), webhook.id, { name: "Mine", version: 1 })).rejects.toMatchObject({
			code: "conflict",
			details: { webhook: { name: "Theirs", version: 2 } },
		});
		await expect(deleteWebhook(as(kim), webhook.id, { version: 1 })).rejects.toMatchObject({
			code: "conflict",
			details: { webhook: { name: "Theirs", version: 2 } },
		});
		await deleteWebhook(as(kim), webhook.id, { version: 2 });
	});
	it("are deleted with their pending deliveries, also during a request", async () => {
		const { webhook } = await add();
		await escalate();
		receiver.answer((_, response) => {
			void deleteWebhook(as(kim), webhook.id).then(() => response.writeHead(200).end());
		});
		await run(webhook.id);
		expect(await test.db.webhookDelivery.count()).toBe(0);
		expect(await test.db.webhookEvent.count()).toBe(0);
		await expect(getWebhook(as(kim), webhook.id)).rejects.toMatchObject({ code: "not_found" });
	});
	it("list deliveries by page and by status", async () => {
		const { webhook } = await add();
		for (let n = 0; n < 5; n++) await testWebhook(as(kim), webhook.id);
		const first = await listDeliveries(as(kim), webhook.id, { limit: 3 });
		const rest = await listDeliveries(as(kim), webhook.id, { limit: 3, cursor: first.nextCursor as string });
		expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([3, 2, null]);
		expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(5);
		expect((await listDeliveries(as(kim), webhook.id, { status: "dead" })).items).toEqual([]);
		await escalate();
		// As the counts beside them: without the tests.
		expect((await getWebhook(as(kim), webhook.id)).deliveries.waiting).toBe(1);
		expect((await listDeliveries(as(kim), webhook.id, { status: "pending" })).items).toMatchObject([
			{ test: false },
		]);
	});
});
