import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { decide } from "@/lib/decisions/decide";
import { reloadConfig } from "@/lib/platform/config/config";
import { type Actor, type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { PERMISSION_NAMES } from "@/lib/platform/context/permissions";
import { startJobs, stopJobs } from "@/lib/platform/jobs/boss";
import { enqueueDelivery } from "@/lib/platform/jobs/webhook-delivery";
import { listFindings } from "@/lib/triage/findings/list";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { type Received, type Receiver, startReceiver, status } from "@/test/webhooks/receiver";
import { createWebhook } from "./create";
import { deleteWebhook } from "./delete";
import { deliver } from "./deliver";
import { emit } from "./emit";
import { escalatedData } from "./finding-escalated";
import { getWebhook } from "./get";
import { getDelivery } from "./get-delivery";
import { listWebhooks } from "./list";
import { listDeliveries } from "./list-deliveries";
import type { Network } from "./post";
import { recoverDeliveries } from "./recover";
import { replayDead, replayDelivery } from "./replay";
import { rotateSecret } from "./rotate";
import { OVERLAP_MS, PATIENCE_MS, RETENTION_MS, type Shape } from "./rules";
import type { DeliveryDto } from "./schema";
import { testWebhook } from "./test-webhook";
import { updateWebhook } from "./update";

let test: TestDatabase;
let kim: PersonActor;
let receiver: Receiver;
let network: Network;
let clock: number;

const HOUR = 3_600_000;
const as = (actor: Actor) => testContext(test.db, actor, () => new Date(clock));
/** As the receiver is called by the tests; the network below says where it is. */
const hook = () => `http://receiver.test:${receiver.port}/hook?sig=credential`;

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim", "admin");
	receiver = await startReceiver();
	network = {
		resolve: async () => ["127.0.0.1"],
		allowedHosts: [`receiver.test:${receiver.port}`],
		allowedNetworks: [],
		timeoutMs: 1_000,
	};
});
afterAll(async () => {
	await receiver.stop();
	await test.drop();
});

const configure = (environment: Record<string, string>) => {
	for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
	reloadConfig();
};

beforeEach(async () => {
	await test.db.webhook.deleteMany();
	await test.db.webhookEvent.deleteMany();
	receiver.received.length = 0;
	receiver.answer(status(200));
	clock = Date.now();
	configure({
		WEBHOOK_ALLOWED_HOSTS: `receiver.test:${receiver.port}`,
		PUBLIC_URL: "https://desk.example/",
	});
});
afterEach(() => {
	vi.unstubAllEnvs();
	reloadConfig();
});

const add = (shape: Shape = "json") =>
	createWebhook(as(kim), { name: "Receiver", url: hook(), shape, events: ["finding.escalated"] });
const run = (webhookId: string, over: Partial<Network> = {}) =>
	deliver(as(SYSTEM), webhookId, { network: { ...network, ...over } });
const deliveries = async (webhookId: string) => (await listDeliveries(as(kim), webhookId, {})).items;
const only = async (webhookId: string): Promise<DeliveryDto> => {
	const items = await deliveries(webhookId);
	expect(items).toHaveLength(1);
	return items[0] as DeliveryDto;
};

let batch = 0;
/** Escalates as many fresh findings in one decision. */
async function escalate(count = 1, verdict: "escalated" | "triaged" = "escalated") {
	batch += 1;
	const user = `hook${batch}@contoso.example`;
	await seedFindings(
		test.db,
		Array.from({ length: count }, (_, n) =>
			clickRow(n, { ReportId: `hook-${batch}-${n}`, AccountUpn: user }),
		),
		new Date(clock),
	);
	const { items, asOf } = await listFindings(as(kim), { user, limit: 200 });
	if (count === 1) {
		return decide(as(kim), {
			verdict,
			note: "See https://phish.example/login now",
			ids: items.map(({ id }) => id),
			versions: Object.fromEntries(items.map(({ id, version }) => [id, version])),
		});
	}
	return decide(as(kim), { verdict, filter: { user: [user] }, asOf });
}

/** As docs/webhooks.md tells a receiver to do it. */
function verify({ headers, body }: Received, secret: string): boolean {
	const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
	const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
	const expected = createHmac("sha256", key).update(signed).digest();
	return String(headers["webhook-signature"])
		.split(" ")
		.map((part) => Buffer.from(part.replace(/^v1,/, ""), "base64"))
		.some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

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
		expect(Math.abs(Number(request.headers["webhook-timestamp"]) * 1_000 - clock)).toBeLessThan(1_001);
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

	it("is told to those who want it: no other verdict, and nobody who is disabled", async () => {
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
						{ decisionId: webhook.id, at: new Date(clock), by: kim, note: null, findings: [] },
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
		"with %s is tried again later, under the same id",
		async (_, behaviour, expected) => {
			const { webhook, secret } = await add();
			await escalate();
			receiver.answer(behaviour, status(204));
			await run(webhook.id);
			expect(await only(webhook.id)).toMatchObject({ status: "pending", attempts: 1, ...expected });
			expect(await getWebhook(as(kim), webhook.id)).toMatchObject({
				failingSince: new Date(clock).toISOString(),
				deliveries: { waiting: 1 },
			});
			await run(webhook.id);
			expect(receiver.received).toHaveLength(1); // not due yet
			clock += 20_000;
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

	it("is not listened to for long: its status counts, its body is cut", async () => {
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

	it("that says 410 is disabled, told nothing more, and can be resumed", async () => {
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

	it("for a day leaves a dead delivery, which a replay sends again under its id", async () => {
		const { webhook } = await add();
		await escalate();
		receiver.answer(status(503));
		for (let tries = 1; tries <= 11; tries++) {
			await run(webhook.id);
			expect(receiver.received).toHaveLength(tries);
			const { nextAttemptAt, status: now } = await only(webhook.id);
			expect(now).toBe(tries < 11 ? "pending" : "dead");
			if (nextAttemptAt !== null) clock = Date.parse(nextAttemptAt);
		}
		const dead = await only(webhook.id);
		expect(dead).toMatchObject({ attempts: 11, nextAttemptAt: null, responseStatus: 503 });
		clock += 48 * HOUR;
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

	it("for days is paused; what happens then waits, and is sent when it is resumed", async () => {
		const { webhook } = await add();
		await escalate();
		receiver.answer(status(500));
		await run(webhook.id);
		clock += PATIENCE_MS;
		await run(webhook.id);
		const paused = await getWebhook(as(kim), webhook.id);
		expect(paused).toMatchObject({ status: "paused", statusReason: "failing" });
		await escalate();
		clock += HOUR;
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

describe("the address", () => {
	const refused = async (over: Partial<Network>) => {
		const { webhook } = await add();
		await escalate();
		await run(webhook.id, over);
		expect(receiver.received).toEqual([]);
		return (await only(webhook.id)).problem;
	};
	it("behind a name must be public, each of them", async () => {
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
	it("is asked for once: a name that leads elsewhere afterwards changes nothing", async () => {
		const { webhook } = await add();
		await escalate();
		let asked = 0;
		const resolve = async () => (asked++ === 0 ? ["127.0.0.1"] : ["10.255.255.1"]);
		await run(webhook.id, { resolve });
		expect(asked).toBe(1);
		expect((await only(webhook.id)).status).toBe("delivered");
		expect(receiver.received[0]?.headers.host).toBe(`receiver.test:${receiver.port}`);
	});
	it("may be in a network that is allowed", async () => {
		const { webhook } = await add();
		await test.db.webhook.update({ where: { id: webhook.id }, data: { url: "https://receiver.test:8443/" } });
		await testWebhook(as(kim), webhook.id);
		await run(webhook.id, { allowedHosts: [], allowedNetworks: ["127.0.0.0/8"] });
		// Checked and connected to; nothing listens there.
		expect((await only(webhook.id)).problem).toBe("The connection was refused.");
	});
	it("that cannot be found, or not in time, is a failure like another", async () => {
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
	])("%s is refused in the form already", async (url) => {
		await expect(
			createWebhook(as(kim), { name: "x", url, shape: "json", events: ["finding.escalated"] }),
		).rejects.toMatchObject({ code: "invalid_input", places: [{ field: "url" }] });
	});
});

describe("the secret", () => {
	it("when rotated signs beside the one before, for a day", async () => {
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
		clock += OVERLAP_MS;
		expect(await verified()).toEqual([false, true]);
	});
	it("is not rotated over what somebody has changed since, which is shown", async () => {
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
	it("lies encrypted where there is a key; without the key nothing is sent and the delivery says so", async () => {
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
	it("is in no answer but the first, and neither it nor the URL's path is in the audit", async () => {
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
	it("are for those who may manage them", async () => {
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
	it("that somebody else changed are a conflict that shows how they stand", async () => {
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
	it("take what waits with them when they are deleted, also while a request is under way", async () => {
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
	it("list deliveries page by page and by status", async () => {
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

describe("workers", () => {
	it("that share a database send each delivery once, and one at a time to each webhook", async () => {
		const webhooks = [await add(), await add(), await add()].map(({ webhook }) => webhook.id);
		let open = 0;
		let most = 0;
		receiver.answer((_, response) => {
			open += 1;
			most = Math.max(most, open);
			setTimeout(() => {
				open -= 1;
				response.writeHead(200).end();
			}, 20);
		});
		for (let n = 0; n < 10; n++) await escalate();
		await Promise.all(Array.from({ length: 4 }, () => webhooks.map((id) => run(id))).flat());
		expect(receiver.received).toHaveLength(30);
		expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(30);
		expect(most).toBeLessThanOrEqual(3);
	});

	it("of the job queue send what was escalated, at once, also behind many jobs that find nothing", async () => {
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
			await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 10_000 });
			await vi.waitFor(async () => expect((await only(webhook.id)).status).toBe("delivered"));
		} finally {
			await stopJobs();
		}
		expect(receiver.received).toHaveLength(1);
	});

	it("that are stopped in a request leave it to be made again", async () => {
		const { webhook } = await add();
		await escalate();
		const stopping = new AbortController();
		receiver.answer(() => stopping.abort(new Error("stopping")), status(200));
		await expect(deliver(as(SYSTEM), webhook.id, { network, signal: stopping.signal })).rejects.toThrow(
			"stopping",
		);
		expect(await only(webhook.id)).toMatchObject({ status: "pending", attempts: 0 });
		clock += 60_000;
		expect(await recoverDeliveries(as(SYSTEM))).toBe(1);
		await run(webhook.id);
		expect(await only(webhook.id)).toMatchObject({ status: "delivered", attempts: 1 });
		expect(receiver.received.map(({ headers }) => headers["webhook-id"])).toEqual([
			(await only(webhook.id)).id,
			(await only(webhook.id)).id,
		]);
	});

	it("forget deliveries after thirty days", async () => {
		const { webhook } = await add();
		await escalate();
		await run(webhook.id);
		clock += RETENTION_MS - HOUR;
		await recoverDeliveries(as(SYSTEM));
		expect(await deliveries(webhook.id)).toHaveLength(1);
		clock += 2 * HOUR;
		await recoverDeliveries(as(SYSTEM));
		expect([await test.db.webhookDelivery.count(), await test.db.webhookEvent.count()]).toEqual([0, 0]);
	});
});
