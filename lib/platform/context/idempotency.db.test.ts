import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { route } from "@/lib/platform/http/route";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, cookieOf, testContext } from "@/test/findings/fixtures";
import { sweepIdempotencyKeys } from "./idempotency";

let test: TestDatabase;
let kim: Awaited<ReturnType<typeof addPerson>>;
let cookie: string;
beforeAll(async () => {
	test = await createTestDatabase();
});
beforeEach(async () => {
	kim = await addPerson(test.db, "Kim");
	cookie = await cookieOf(test.db, kim);
});
afterAll(() => test.drop());

const takes = { body: z.object({ note: z.string() }), open: true } as const;
/** A route of this verb, for everybody. */
const routeOf = (verb: (ctx: Context, input: { note: string }) => unknown) =>
	route("Test", takes, z.unknown(), verb);

/** A verb of one audited change, and what happens after it. */
const change = async (ctx: Context, note: string) =>
	ctx.db.$transaction(async (tx) => {
		await recordAudit(tx, ctx, [{ verb: "cases.update", target: ["finding", note] }]);
		return { id: randomUUID(), note };
	});
const writes = routeOf(async (ctx, { note }) =>
	Response.json(await change(ctx, note), { status: 201, headers: { location: "/there" } }),
);

const changes = (note: string) =>
	test.db.auditEvent.count({ where: { verb: "cases.update", targetId: note } });

interface Sent {
	readonly key?: string;
	readonly note: string;
	readonly by?: string;
	readonly to?: typeof writes;
}
const send = ({ key, note, by = cookie, to = writes }: Sent) =>
	to(
		new Request("http://localhost:3000/api/x", {
			method: "POST",
			headers: { cookie: by, ...(key ? { "idempotency-key": key } : {}) },
			body: JSON.stringify({ note }),
		}),
		{ params: Promise.resolve({}) },
	);

/** Makes a key's holder one that has long been silent. */
const silence = (key: string) =>
	test.db.idempotencyKey.updateMany({ where: { key }, data: { reservedAt: new Date(Date.now() - 180_000) } });

describe("an Idempotency-Key", () => {
	it("reserved while a clock was far ahead is free again, unless its change was made", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		const reservedAt = new Date(Date.now() + 40 * 86_400_000);
		await send({ key, note });
		await test.db.idempotencyKey.updateMany({ where: { key }, data: { reservedAt } });
		expect((await send({ key, note })).headers.get("idempotency-replayed")).toBe("true");
		await test.db.idempotencyKey.updateMany({ where: { key }, data: { status: null, body: null } });
		expect(await (await send({ key, note })).json()).toMatchObject({ reason: "answer_lost" });
		await test.db.idempotencyKey.updateMany({ where: { key }, data: { committedAt: null } });
		expect((await send({ key, note })).status).toBe(201);
		expect(await changes(note)).toBe(2);
	});

	it("runs a write once and repeats its response unchanged", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		const first = await send({ key, note });
		const again = await send({ key, note });
		expect(first.headers.get("idempotency-replayed")).toBeNull();
		expect(again.headers.get("idempotency-replayed")).toBe("true");
		expect(again.status).toBe(201);
		expect(again.headers.get("location")).toBe("/there");
		expect(await again.text()).toBe(await first.text());
		expect(await changes(note)).toBe(1);
	});

	it("does not repeat a response to a person limited to fewer workspaces since", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		const limit = (workspaces: string[]) =>
			test.db.person.update({ where: { id: kim.id }, data: { workspaces } });
		await limit(["a", "b"]);
		await send({ key, note });
		await limit(["a"]);
		const refused = await send({ key, note });
		expect(refused.status).toBe(409);
		expect(await refused.json()).toMatchObject({ reason: "access_changed" });
		await limit(["a", "b", "c"]);
		expect((await send({ key, note })).headers.get("idempotency-replayed")).toBe("true");
		await limit([]);
		const [other, more] = [randomUUID(), randomUUID()];
		await send({ key: other, note: more });
		await limit(["a"]);
		expect((await send({ key: other, note: more })).status).toBe(409);
		expect([await changes(note), await changes(more)]).toEqual([1, 1]);
	});

	it("repeats a response without a body, too", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		const to = routeOf(async (ctx) => {
			await change(ctx, note);
			return new Response(null, { status: 204 });
		});
		expect((await send({ key, note, to })).status).toBe(204);
		const again = await send({ key, note, to });
		expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([204, "true"]);
		expect(await changes(note)).toBe(1);
	});

	it("is for one request: a different one with the same key is rejected", async () => {
		const key = randomUUID();
		const [note, other] = [randomUUID(), randomUUID()];
		await send({ key, note });
		const refused = await send({ key, note: other });
		expect(refused.status).toBe(422);
		expect(await refused.json()).toMatchObject({ places: [{ field: "Idempotency-Key" }] });
		expect(await changes(other)).toBe(0);
	});

	it("belongs to the person: the same key of another person is a different key", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		await send({ key, note });
		const lee = await addPerson(test.db, "Lee");
		expect(
			(await send({ key, note, by: await cookieOf(test.db, lee) })).headers.get("idempotency-replayed"),
		).toBeNull();
		expect(await changes(note)).toBe(2);
	});

	it("lets one of many simultaneous requests through, and makes the others wait", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		const answers = await Promise.all(Array.from({ length: 12 }, () => send({ key, note })));
		expect(await changes(note)).toBe(1);
		for (const answer of answers) {
			if (answer.status === 201) continue;
			expect(answer.status).toBe(409);
			expect(answer.headers.get("retry-after")).toBe("1");
			expect(await answer.json()).toMatchObject({ reason: "in_progress" });
		}
		expect((await send({ key, note })).headers.get("idempotency-replayed")).toBe("true");
	});

	it("is released when the request is rejected, so that a corrected one can be sent", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		let refuse = true;
		const to = routeOf(async (ctx) => {
			if (refuse) throw new AppError("not_found", "Not yet.");
			return Response.json(await change(ctx, note));
		});
		expect((await send({ key, note, to })).status).toBe(404);
		refuse = false;
		expect((await send({ key, note, to })).status).toBe(200);
		expect(await changes(note)).toBe(1);
	});

	it.each(["", "two words", "x".repeat(256), "\u00e9"])("rejects %j", async (key) => {
		const answer = await writes(
			new Request("http://localhost:3000/api/x", {
				method: "POST",
				headers: { cookie, "idempotency-key": key },
				body: JSON.stringify({ note: "x" }),
			}),
			{ params: Promise.resolve({}) },
		);
		expect(answer.status).toBe(422);
	});

	it("is rejected on requests that can't be repeated", async () => {
		const to = route("Test", { ...takes, idempotent: false }, z.unknown(), () => ({}));
		expect((await send({ key: randomUUID(), note: "x", to })).status).toBe(422);
	});
});

describe("when the process dies", () => {
	/** A request that stops for good at `where`, as its process would. */
	async function dieAt(where: "before" | "after", key: string, note: string): Promise<void> {
		const to = routeOf(async (ctx) => {
			if (where === "after") await change(ctx, note);
			reached();
			return new Promise<Response>(() => {});
		});
		let reached = () => {};
		const there = new Promise<void>((resolve) => {
			reached = resolve;
		});
		void send({ key, note, to });
		await there;
	}

	it("before the change, a repeated request makes it once the lease is over", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		await dieAt("before", key, note);
		expect((await send({ key, note })).status).toBe(409);
		await silence(key);
		expect((await send({ key, note })).status).toBe(201);
		expect(await changes(note)).toBe(1);
	});

	it("between the change and its response, it is never made again, and a repeated request gets an error that says so", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		await dieAt("after", key, note);
		expect(await (await send({ key, note })).json()).toMatchObject({ reason: "in_progress" });
		await silence(key);
		const told = await send({ key, note });
		expect(told.status).toBe(409);
		expect(await told.json()).toMatchObject({ code: "conflict", reason: "answer_lost" });
		expect(await changes(note)).toBe(1);
	});

	it("a holder that was only slow changes nothing after another took over", async () => {
		const [key, note] = [randomUUID(), randomUUID()];
		let goOn = () => {};
		const to = routeOf(async (ctx) => {
			await new Promise<void>((resolve) => {
				goOn = resolve;
			});
			return Response.json(await change(ctx, note));
		});
		const slow = send({ key, note, to });
		await expect.poll(() => test.db.idempotencyKey.count({ where: { key } })).toBe(1);
		await silence(key);
		const other = await send({ key, note });
		expect(other.status).toBe(201);
		goOn();
		expect((await slow).status).toBe(409);
		expect(await changes(note)).toBe(1);
		expect(await (await send({ key, note })).text()).toBe(await other.text());
	});
});

it("responses are kept for a day, and then deleted", async () => {
	const [key, note] = [randomUUID(), randomUUID()];
	await send({ key, note });
	const age = (hours: number) =>
		test.db.idempotencyKey.updateMany({
			where: { key },
			data: { reservedAt: new Date(Date.now() - hours * 3_600_000) },
		});
	const ctx = testContext(test.db, { kind: "system", name: "Sweep" });
	await age(23);
	await sweepIdempotencyKeys(ctx);
	expect((await send({ key, note })).headers.get("idempotency-replayed")).toBe("true");
	await age(25);
	expect(await sweepIdempotencyKeys(ctx)).toBe(1);
	expect((await send({ key, note })).status).toBe(201);
	expect(await changes(note)).toBe(2);
});
