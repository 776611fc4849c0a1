import { createHmac, timingSafeEqual } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from "vitest";
import { decide } from "@/lib/decisions/decide";
import { createWebhook } from "@/lib/outbound/webhooks/create";
import { deliver } from "@/lib/outbound/webhooks/deliver";
import { listDeliveries } from "@/lib/outbound/webhooks/list-deliveries";
import type { Network } from "@/lib/outbound/webhooks/post";
import type { Shape } from "@/lib/outbound/webhooks/rules";
import type { DeliveryDto } from "@/lib/outbound/webhooks/schema";
import { reloadConfig } from "@/lib/platform/config/config";
import { type Actor, type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import { listFindings } from "@/lib/triage/findings/list";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { type Received, type Receiver, startReceiver, status } from "@/test/webhooks/receiver";

export let test: TestDatabase;
export let kim: PersonActor;
export let receiver: Receiver;
export let network: Network;

export const HOUR = 3_600_000;
export const as = (actor: Actor) => testContext(test.db, actor, () => new Date(clock.ms));
/** As the receiver is called by the tests; the network below says where it is. */
export const hook = () => `http://receiver.test:${receiver.port}/hook?sig=credential`;

export const configure = (environment: Record<string, string>) => {
	for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
	reloadConfig();
};

/** What time it is, in milliseconds since 1970. */
export const clock = { ms: 0 };

/** A database, a manager of webhooks and a receiver for the tests of a file. */
export function setUpReceiver(): void {
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
	beforeEach(async () => {
		await test.db.webhook.deleteMany();
		await test.db.webhookEvent.deleteMany();
		receiver.received.length = 0;
		receiver.answer(status(200));
		clock.ms = Date.now();
		configure({
			WEBHOOK_ALLOWED_HOSTS: `receiver.test:${receiver.port}`,
			PUBLIC_URL: "https://desk.example/",
		});
	});
	afterEach(() => {
		vi.unstubAllEnvs();
		reloadConfig();
	});
}

export const add = (shape: Shape = "json") =>
	createWebhook(as(kim), { name: "Receiver", url: hook(), shape, events: ["finding.escalated"] });
export const run = (webhookId: string, over: Partial<Network> = {}) =>
	deliver(as(SYSTEM), webhookId, { network: { ...network, ...over } });
export const deliveries = async (webhookId: string) => (await listDeliveries(as(kim), webhookId, {})).items;
export const only = async (webhookId: string): Promise<DeliveryDto> => {
	const items = await deliveries(webhookId);
	expect(items).toHaveLength(1);
	return items[0] as DeliveryDto;
};

export let batch = 0;
/** Escalates as many fresh findings in one decision. */
export async function escalate(count = 1, verdict: "escalated" | "triaged" = "escalated") {
	batch += 1;
	const user = `hook${batch}@contoso.example`;
	await seedFindings(
		test.db,
		Array.from({ length: count }, (_, n) =>
			clickRow(n, { ReportId: `hook-${batch}-${n}`, AccountUpn: user }),
		),
		new Date(clock.ms),
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

/** As docs/webhooks.md describes it for a receiver. */
export function verify({ headers, body }: Received, secret: string): boolean {
	const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
	const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
	const expected = createHmac("sha256", key).update(signed).digest();
	return String(headers["webhook-signature"])
		.split(" ")
		.map((part) => Buffer.from(part.replace(/^v1,/, ""), "base64"))
		.some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
