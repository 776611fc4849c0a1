import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { PersonActor } from "@/lib/platform/context/actor";
import { hashSecret } from "@/lib/platform/identity/secret";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, cookieOf } from "@/test/findings/fixtures";
import { whenAccessChanges } from "./access";
import { type EventSink, eventStream } from "./events";
import { route } from "./route";

let test: TestDatabase;
let kim: PersonActor;
let cookie: string;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());
beforeEach(async () => {
	kim = await addPerson(test.db, "Kim");
	cookie = await cookieOf(test.db, kim);
});

let ended = 0;
const stream = route("Test", { open: true }, z.unknown(), (ctx, { request }) =>
	eventStream(ctx, request, () => () => {
		ended += 1;
	}),
);
const open = (headers: Record<string, string>) =>
	stream(new Request("http://localhost:3000/api/x", { headers }), { params: Promise.resolve({}) });

/** Reads the first bytes, which come at once, and gives how to wait for the end. */
async function follow(headers: Record<string, string>) {
	const response = await open(headers);
	expect(response.status).toBe(200);
	const reader = (response.body as ReadableStream<Uint8Array>).getReader();
	const first = new TextDecoder().decode((await reader.read()).value);
	return {
		first,
		reader,
		end: async () => {
			while (!(await reader.read()).done);
		},
	};
}

describe("an event stream", () => {
	it("sends something at once, so that its headers arrive", async () => {
		const { first, reader } = await follow({ cookie });
		expect(first).toBe(": open\n\n");
		const before = ended;
		await reader.cancel();
		expect(ended).toBe(before + 1);
	});

	it.each([
		["its person is disabled", () => ({ person: { disabledAt: new Date() } })],
		["its person gets another role", () => ({ person: { role: "viewer" as const } })],
		["its person is limited to workspaces", () => ({ person: { workspaces: ["elsewhere"] } })],
		["its person signs out", () => ({ session: { revokedAt: new Date() } })],
	])("ends when %s", async (_, change) => {
		const { end } = await follow({ cookie });
		const { person, session } = { person: undefined, session: undefined, ...change() };
		if (person) await test.db.person.update({ where: { id: kim.id }, data: person });
		if (session) await test.db.session.updateMany({ where: { personId: kim.id }, data: session });
		await end();
	});

	it("ends when its session is deleted, and when its token is revoked", async () => {
		const { end } = await follow({ cookie });
		await test.db.session.deleteMany({ where: { personId: kim.id } });
		await end();
		const now = new Date();
		const token = `acl_${"t".repeat(43)}`;
		const { id } = await test.db.apiToken.create({
			data: {
				name: "t",
				tokenHash: hashSecret(token),
				hint: "acl_tttt",
				personId: kim.id,
				createdById: kim.id,
				createdAt: now,
				expiresAt: new Date(now.getTime() + 60_000),
			},
		});
		const other = await follow({ authorization: `Bearer ${token}` });
		await test.db.apiToken.update({ where: { id }, data: { revokedAt: now } });
		await other.end();
	});

	it.each([
		["its person is disabled", () => ({ person: { disabledAt: new Date() } }), 401],
		["its person gets a lower role", () => ({ person: { role: "viewer" as const } }), 403],
		["its person is limited to workspaces", () => ({ person: { workspaces: ["elsewhere"] } }), 403],
		["its person signs out", () => ({ session: { revokedAt: new Date() } }), 401],
	] as const)(
		"is refused when %s after the request's rights were read, before it listens",
		async (_, change, status) => {
			const { person, session } = { person: undefined, session: undefined, ...change() };
			const late = route("Test", { open: true }, z.unknown(), async (ctx, { request }) => {
				const heard = new Promise<void>((resolve) => {
					const stop = whenAccessChanges(ctx, () => {
						stop();
						resolve();
					});
				});
				if (person) await test.db.person.update({ where: { id: kim.id }, data: person });
				if (session) await test.db.session.updateMany({ where: { personId: kim.id }, data: session });
				await heard;
				return await eventStream(ctx, request, () => () => {});
			});
			// So that the first listener of all is not told that it may have missed something.
			const { reader } = await follow({ cookie });
			const response = await late(new Request("http://localhost:3000/api/x", { headers: { cookie } }), {
				params: Promise.resolve({}),
			});
			expect(response.status).toBe(status);
			await reader.cancel();
		},
	);

	it("is cut when its reader takes nothing while many events are sent", async () => {
		let tell: EventSink | undefined;
		let over = false;
		const busy = route("Test", { open: true }, z.unknown(), (ctx, { request }) =>
			eventStream(ctx, request, (sink) => {
				tell = sink;
				return () => {
					over = true;
				};
			}),
		);
		const response = await busy(new Request("http://localhost:3000/api/x", { headers: { cookie } }), {
			params: Promise.resolve({}),
		});
		const event = "x".repeat(100_000);
		for (let sent = 0; sent < 10; sent++) tell?.send("told", event);
		expect(over).toBe(false);
		for (let sent = 0; sent < 50; sent++) tell?.send("told", event);
		expect(over).toBe(true);
		await expect(response.text()).rejects.toThrow();
	});

	it("continues when another person is changed, and when its own person is active", async () => {
		const { reader } = await follow({ cookie });
		const other = await addPerson(test.db, "Other");
		const theirs = await follow({ cookie: await cookieOf(test.db, other) });
		await test.db.person.update({ where: { id: kim.id }, data: { lastSeenAt: new Date() } });
		await test.db.person.update({ where: { id: other.id }, data: { disabledAt: new Date() } });
		await theirs.end(); // by then Kim's stream would have heard of it, too
		let over = false;
		void reader.read().then(({ done }) => {
			over = done;
		});
		await new Promise((resolve) => setImmediate(resolve));
		expect(over).toBe(false);
		await reader.cancel();
	});

	it("is refused to a person who has too many, and to nobody else", async () => {
		const mine = await Promise.all(Array.from({ length: 32 }, () => follow({ cookie })));
		const refused = await open({ cookie });
		expect(refused.status).toBe(429);
		expect(refused.headers.get("retry-after")).toBe("30");
		const other = await addPerson(test.db, "Other");
		const theirs = await follow({ cookie: await cookieOf(test.db, other) });
		await mine[0]?.reader.cancel();
		const again = await follow({ cookie });
		for (const { reader } of [...mine.slice(1), theirs, again]) await reader.cancel();
	});
});
