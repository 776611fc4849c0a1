import { describe, expect, it } from "vitest";
import { SYSTEM } from "@/lib/platform/context/actor";
import { startJobs, stopJobs } from "@/lib/platform/jobs/boss";
import { enqueueDelivery } from "@/lib/platform/jobs/webhook-delivery";
import { until } from "@/test/until";
import { type Received, type Receiver, status } from "@/test/webhooks/receiver";
import {
	add,
	as,
	batch,
	clock,
	deliveries,
	escalate,
	HOUR,
	kim,
	network,
	only,
	receiver,
	run,
	setUpReceiver,
	test,
	verify,
} from "@/test/webhooks/rig";
import { deliver } from "./deliver";
import { emit } from "./emit";
import { escalatedData } from "./finding-escalated";
import { getWebhook } from "./get";
import { getDelivery } from "./get-delivery";
import { recoverDeliveries } from "./recover";
import { replayDead, replayDelivery } from "./replay";
import { PATIENCE_MS, RETENTION_MS } from "./rules";
import type { DeliveryDto } from "./schema";
import { testWebhook } from "./test-webhook";
import { updateWebhook } from "./update";

setUpReceiver();

describe("an escalation", () => {
	it("arrives signed, with its findings, defanged", async () => {
		const { webhook, secret } = await add();
		expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
		const decision = await escalate();
		expect(receiver.received).toEqual([]);
		await run(webhook.id);
		const [request] = receiver.received as [Received];
		expect(verify(request, secret)).toBe(true);
		expect(verify({ ...request, body: `${request.body} ` }, secret)).toBe(false);
		expect(request.path).toBe("/hook?sig=credential");
		expect(Math.abs(Number(request.headers["webhook-timestamp"]) * 1_000 - clock.ms)).toBeLessThan(1_001);
		const document = JSON.parse(request.body);
		expect(document).toMatchObject({
			type: "finding.escalated",
			version: 1,
			data: {
				count: 1,
				omitted: 0,
				decision: {
					id: decision.id,
					by: { name: "Kim", verified: false },
					note: "See hxxps://phish[.]example/login now",
				},
				findings: [
					{
						accountUpn: `hook${batch}@contoso.example`,
						urlDefanged: "hxxps://phish-0[.]example/login?token=0",
						threatTypes: ["Phish"],
					},
				],
			},
		});
		expect(document.data.findings[0].link).toBe(
			`https://desk.example/findings?status=all&finding=${document.data.findings[0].id}`,
		);
		const delivery = await only(webhook.id);
		expect(delivery).toMatchObject({ status: "delivered", attempts: 1, responseStatus: 200 });
		expect(request.headers["webhook-id"]).toBe(delivery.id);
	});

	it("of many findings is one delivery with a bounded list and the whole count", async () => {
		const { webhook } = await add();
		await escalate(80);
		await run(webhook.id);
		expect(receiver.received).toHaveLength(1);
		const { data } = JSON.parse((receiver.received[0] as Received).body);
		expect(data).toMatchObject({ count: 80, omitted: 30 });
		expect(data.findings).toHaveLength(50);
	});

	it.each(["slack", "teams"] as const)("arrives in the shape of %s", async (shape) => {
		const { webhook, secret } = await add(shape);
		await escalate();
		await run(webhook.id);
		const [request] = receiver.received as [Received];
		expect(verify(request, secret)).toBe(true);
		const body = JSON.parse(request.body);
		expect(shape === "slack" ? body.blocks[0].type : body.attachments[0].content.type).toBe(
			shape === "slack" ? "header" : "AdaptiveCard",
		);
		expect(request.body).toContain(`hook${batch}@contoso.example`);
	});

	it("goes to webhooks that subscribe to it: no other verdict, and no disabled webhook", async () => {
		const { webhook } = await add();
		await escalate(1, "triaged");
		expect(await deliveries(webhook.id)).toEqual([]);
		await test.db.webhook.update({ where: { id: webhook.id }, data: { status: "disabled" } });
		await escalate();
		expect(await deliveries(webhook.id)).toEqual([]);
	});

	it("that is rolled back leaves no event, no delivery and no job", async () => {
		const { webhook } = await add();
		const jobs = () =>
			test.db.$queryRaw<{ n: bigint }[]>`
				select count(*) as n from pgboss.job where data->>'webhookId' = ${webhook.id}`.then(([row]) =>
				Number(row?.n),
			);
		const happening = (fail: boolean) =>
			test.db.$transaction(async (tx) => {
				const told = await emit(tx, as(kim), "finding.escalated", () =>
					escalatedData(
						{ decisionId: webhook.id, at: new Date(clock.ms), by: kim, note: null, findings: [] },
						undefined,
					),
				);
				expect(told).toBe(1);
				if (fail) throw new Error("rolled back");
			});
		await expect(happening(true)).rejects.toThrow("rolled back");
		expect([await test.db.webhookEvent.count(), await test.db.webhookDelivery.count(), await jobs()]).toEqual(
			[0, 0, 0],
		);
		await happening(false);
		expect([await test.db.webhookEvent.count(), await test.db.webhookDelivery.count(), await jobs()]).toEqual(
			[1, 1, 1],
		);
	});
});

describe("a receiver that fails", () => {
	it.each([
		[
			"an error",
			status(500, {}, "sorry"),
			{ responseStatus: 500, problem: "The receiver answered with 500." },
		],
		[
			"a closed connection",
			(request) => request.socket.destroy(),
			{ responseStatus: null, problem: "The connection was closed before an answer." },
		],
		[
			"a switch of protocols",
			(_, response) => response.writeHead(101, { connection: "upgrade", upgrade: "websocket" }).end(),
			{ responseStatus: null, problem: "The connection was closed before an answer." },
		],
		[
			"what is no HTTP",
			(request) => request.socket.end("SSH-2.0-OpenSSH_9.2\r\n"),
			{ responseStatus: null, problem: "The answer is not HTTP." },
		],
		["silence", () => {}, { responseStatus: null, problem: "No answer within 1 seconds." }],
		[
			"a redirect",
			(_, response) =>
				response.writeHead(302, { location: `http://127.0.0.1:${receiver.port}/stolen` }).end(),
			{ responseStatus: 302, problem: "The receiver redirects (302), which is not followed." },
		],
	] satisfies [string, Parameters<Receiver["answer"]>[0], Partial<DeliveryDto>][])(
		"with %s is tried again later, with the same id",
		async (_, behaviour, expected) => {
			const { webhook, secret } = await add();
			await escalate();
			receiver.answer(behaviour, status(204));
			await run(webhook.id);
			expect(await only(webhook.id)).toMatchObject({ status: "pending", attempts: 1, ...expected });
			expect(await getWebhook(as(kim), webhook.id)).toMatchObject({
				failingSince: new Date(clock.ms).toISOString(),
				deliveries: { waiting: 1 },
			});
			await run(webhook.id);
			expect(receiver.received).toHaveLength(1); // not due yet
			clock.ms += 20_000;
			await run(webhook.id);
			expect(await only(webhook.id)).toMatchObject({ status: "delivered", attempts: 2, responseStatus: 204 });
			expect((await getWebhook(as(kim), webhook.id)).failingSince).toBeNull();
			const [first, second] = receiver.received as [Received, Received];
			expect(second.path).toBe("/hook?sig=credential");
			expect(second.headers["webhook-id"]).toBe(first.headers["webhook-id"]);
			expect(second.body).toBe(first.body);
			expect(second.headers["webhook-timestamp"]).not.toBe(first.headers["webhook-timestamp"]);
			expect([verify(first, secret), verify(second, secret)]).toEqual([true, true]);
		},
	);

	it("is not read for long: its status counts, its body is cut", async () => {
		const { webhook } = await add();
		await escalate(1);
		await escalate(1);
		let sent = 0;
		receiver.answer(
			(_, response) => {
				response.writeHead(200);
				const fill = () => {
					while (!response.destroyed && sent < 200_000_000) {
						sent += 65_536;
						if (!response.write("x".repeat(65_536))) {
							response.once("drain", fill);
							return;
						}
					}
				};
				fill();
			},
			(_, response) => {
				response.writeHead(200);
				response.write("slow");
			},
		);
		await run(webhook.id);
		expect(sent).toBeLessThan(20_000_000);
		const [slow, huge] = await deliveries(webhook.id);
		expect([slow?.status, huge?.status]).toEqual(["delivered", "delivered"]);
		expect((await getDelivery(as(kim), huge?.id as string)).log[0]?.responseBody).toBe("x".repeat(4_096));
		expect((await getDelivery(as(kim), slow?.id as string)).log[0]?.responseBody).toBe("slow");
	});

	it("that returns 410 is disabled, gets nothing more, and can be resumed", async () => {
		const { webhook } = await add();
		await escalate();
		receiver.answer(status(410));
		await run(webhook.id);
		const gone = await getWebhook(as(kim), webhook.id);
		expect(gone).toMatchObject({ status: "disabled", statusReason: "gone", deliveries: { dead: 1 } });
		await expect(replayDead(as(kim), webhook.id)).rejects.toMatchObject({ code: "conflict" });
		receiver.answer(status(200));
		await updateWebhook(as(kim), webhook.id, { status: "active", version: gone.version });
		expect(await replayDead(as(kim), webhook.id)).toEqual({ replayed: 1 });
		await run(webhook.id);
		expect((await only(webhook.id)).status).toBe("delivered");
		const audit = await test.db.auditEvent.findMany({
			where: { targetId: webhook.id },
			orderBy: { seq: "asc" },
		});
		expect(audit.map(({ verb, actorKind }) => [verb, actorKind])).toEqual([
			["webhooks.create", "person"],
			["webhooks.disable", "system"],
			["webhooks.update", "person"],
			["webhooks.replay", "person"],
		]);
	});

	it("for a day leaves a dead delivery, which a replay sends again with the same id", async () => {
		const { webhook } = await add();
		await escalate();
		receiver.answer(status(503));
		for (let tries = 1; tries <= 11; tries++) {
			await run(webhook.id);
			expect(receiver.received).toHaveLength(tries);
			const { nextAttemptAt, status: now } = await only(webhook.id);
			expect(now).toBe(tries < 11 ? "pending" : "dead");
			if (nextAttemptAt !== null) clock.ms = Date.parse(nextAttemptAt);
		}
		const dead = await only(webhook.id);
		expect(dead).toMatchObject({ attempts: 11, nextAttemptAt: null, responseStatus: 503 });
		clock.ms += 48 * HOUR;
		await run(webhook.id);
		expect(receiver.received).toHaveLength(11);

		receiver.answer(status(200, {}, "thanks\0"));
		expect(await replayDelivery(as(kim), dead.id)).toMatchObject({ status: "pending" });
		await run(webhook.id);
		expect(await only(webhook.id)).toMatchObject({ id: dead.id, status: "delivered", attempts: 12 });
		expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"]))).toEqual(
			new Set([dead.id]),
		);
		const detail = await getDelivery(as(kim), dead.id);
		expect(detail.log).toHaveLength(12);
		expect(detail.log[0]).toMatchObject({ responseStatus: 200, responseBody: "thanks\ufffd" });
		expect(detail.request.body).toBe(receiver.received[0]?.body);
	});

	it("for days is paused; later events wait, and are sent when it is resumed", async () => {
		const { webhook } = await add();
		await escalate();
		receiver.answer(status(500));
		await run(webhook.id);
		clock.ms += PATIENCE_MS;
		await run(webhook.id);
		const paused = await getWebhook(as(kim), webhook.id);
		expect(paused).toMatchObject({ status: "paused", statusReason: "failing" });
		await escalate();
		clock.ms += HOUR;
		await run(webhook.id);
		expect(receiver.received).toHaveLength(2);
		receiver.answer(status(200));
		await testWebhook(as(kim), webhook.id);
		await run(webhook.id);
		expect(receiver.received).toHaveLength(3); // the test goes out nevertheless
		await updateWebhook(as(kim), webhook.id, { status: "active", version: paused.version });
		await run(webhook.id);
		expect((await deliveries(webhook.id)).map((one) => [one.status, one.test])).toEqual([
			["delivered", true],
			["delivered", false],
			["delivered", false],
		]);
	});
});

describe("workers", () => {
	it("that share a database send each delivery once, and one at a time to each webhook", async () => {
		const webhooks = [await add(), await add(), await add()].map(({ webhook }) => webhook.id);
		let open = 0;
		let most = 0;
		let release = () => {};
		const released = new Promise<void>((resolve) => {
			release = resolve;
		});
		receiver.answer((_, response) => {
			open += 1;
			most = Math.max(most, open);
			void released.then(() => {
				open -= 1;
				response.writeHead(200).end();
			});
		});
		for (let n = 0; n < 10; n++) await escalate();
		let ended = 0;
		const workers = Array.from({ length: 4 }, () =>
			webhooks.map((id) =>
				run(id).then(() => {
					ended += 1;
				}),
			),
		).flat();
		// Nobody has an answer yet: those that can't have a webhook to themselves leave it, and send nothing.
		await until(() => open > 3 || (open === 3 && ended === 9), "three workers send and nine have ended");
		release();
		await Promise.all(workers);
		expect(receiver.received).toHaveLength(30);
		expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(30);
		expect(most).toBe(3);
	});

	it("of the job queue send an escalation at once, also behind many jobs that find nothing", async () => {
		const { webhook } = await add();
		await test.db.$transaction(async (tx) => {
			for (let n = 0; n < 100; n++) await enqueueDelivery(tx, webhook.id);
		});
		await startJobs({
			handlers: {
				"webhook-delivery": ({ data, signal }) => deliver(as(SYSTEM), data.webhookId, { network, signal }),
			},
			concurrency: { "webhook-delivery": 4 },
		});
		try {
			await escalate();
			await expect.poll(() => receiver.received).toHaveLength(1);
			await expect.poll(async () => (await only(webhook.id)).status).toBe("delivered");
		} finally {
			await stopJobs();
		}
		expect(receiver.received).toHaveLength(1);
	});

	it("that are stopped during a request leave it to be sent again", async () => {
		const { webhook } = await add();
		await escalate();
		const stopping = new AbortController();
		receiver.answer(() => stopping.abort(new Error("stopping")), status(200));
		await expect(deliver(as(SYSTEM), webhook.id, { network, signal: stopping.signal })).rejects.toThrow(
			"stopping",
		);
		expect(await only(webhook.id)).toMatchObject({ status: "pending", attempts: 0 });
		clock.ms += 60_000;
		expect(await recoverDeliveries(as(SYSTEM))).toBe(1);
		await run(webhook.id);
		expect(await only(webhook.id)).toMatchObject({ status: "delivered", attempts: 1 });
		expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([
			(await only(webhook.id)).id,
			(await only(webhook.id)).id,
		]);
	});

	it("delete deliveries after thirty days", async () => {
		const { webhook } = await add();
		await escalate();
		await run(webhook.id);
		clock.ms += RETENTION_MS - HOUR;
		await recoverDeliveries(as(SYSTEM));
		expect(await deliveries(webhook.id)).toHaveLength(1);
		clock.ms += 2 * HOUR;
		await recoverDeliveries(as(SYSTEM));
		expect([await test.db.webhookDelivery.count(), await test.db.webhookEvent.count()]).toEqual([0, 0]);
	});
});
