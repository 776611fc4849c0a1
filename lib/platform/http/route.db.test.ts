import { tmpdir } from "node:os";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput, searchRecord } from "@/lib/core/input/parse";
import { reloadConfig } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { type Context, createContext } from "@/lib/platform/context/context";
import { LOCAL_ADMINISTRATOR } from "@/lib/platform/identity/local-administrator";
import { openSession } from "@/lib/platform/identity/sessions";
import { logger } from "@/lib/platform/telemetry/logger";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson } from "@/test/findings/fixtures";
import type { Route, Takes } from "./operation";
import { readiness } from "./ready";
import { type Call, route } from "./route";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());

const open = { open: true } satisfies Takes;
/** A route of this verb, for everybody. */
const routeOf = (verb: (ctx: Context, call: Call) => unknown) => route("Test", open, z.unknown(), verb);
const call = (handler: Route, init: RequestInit = {}, path = "/api/x") =>
	handler(new Request(`http://localhost:3000${path}`, init), { params: Promise.resolve({}) });

describe("route", () => {
	it("turns an AppError into problem+json with place, remedy and the request's id", async () => {
		const response = await call(
			routeOf(async () => {
				throw new AppError("invalid_input", "Wrong.", {
					places: [{ field: "a", message: "no" }],
					remedy: "Right it.",
				});
			}),
		);
		expect(response.status).toBe(422);
		expect(response.headers.get("content-type")).toBe("application/problem+json");
		expect(await response.json()).toMatchObject({
			status: 422,
			code: "invalid_input",
			detail: "Wrong.",
			remedy: "Right it.",
			places: [{ field: "a", message: "no" }],
			requestId: response.headers.get("x-request-id"),
		});
	});

	it("logs failures as errors, what is away for a moment as a warning, and a client that left not at all", async () => {
		const error = vi.spyOn(logger(), "error").mockImplementation(() => {});
		const warn = vi.spyOn(logger(), "warn").mockImplementation(() => {});
		const logged = async (thrown: Error) => {
			error.mockClear();
			warn.mockClear();
			const { status } = await call(routeOf(() => Promise.reject(thrown)));
			return [status, error.mock.calls.length, warn.mock.calls.length];
		};
		try {
			expect(await logged(new Error("broken"))).toEqual([500, 1, 0]);
			expect(await logged(new AppError("unavailable", "Being read."))).toEqual([503, 0, 1]);
			expect(await logged(Object.assign(new Error("aborted"), { code: "ECONNRESET" }))).toEqual([400, 0, 0]);
		} finally {
			error.mockRestore();
			warn.mockRestore();
		}
	});

	it("refuses writes with an explanation while the disk is full, as does the database, and accepts them when there is room", async () => {
		let writes = 0;
		const write = routeOf(async () => Response.json({ writes: ++writes }));
		const post = () => call(write, { method: "POST" });
		const ready = async () => (await readiness(createContext(SYSTEM))).disk;
		vi.stubEnv("DATABASE_URL", "");
		vi.stubEnv("DATA_DIRECTORY", tmpdir());
		vi.stubEnv("DISK_RESERVE_MB", String(2 ** 20)); // more than a test's machine has
		reloadConfig();
		await expect.poll(async () => (await post()).status).toBe(503);
		const before = writes;
		const refused = await post();
		expect(refused.headers.get("retry-after")).toBe("2");
		expect(await refused.json()).toMatchObject({
			code: "unavailable",
			detail: "The disk is full. Nothing was saved.",
			remedy: expect.stringContaining("Free some space"),
		});
		expect(writes).toBe(before);
		expect((await call(write)).status).toBe(200); // reads go on
		expect(await ready()).toBe("full");

		vi.unstubAllEnvs();
		reloadConfig();
		await expect.poll(async () => (await post()).status).toBe(200);
		expect(await ready()).toBe("ok");

		const raised = routeOf(async () => {
			await test.db
				.$executeRaw`DO $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$`;
			return Response.json({});
		});
		const answer = await call(raised, { method: "POST" });
		expect(answer.status).toBe(503);
		expect(await answer.json()).toMatchObject({ detail: "The disk is full. Nothing was saved." });
	});

	it("hides the message of an unexpected error", async () => {
		const response = await call(
			routeOf(async () => {
				throw new Error("password=hunter2 at /srv/secret");
			}),
		);
		expect(response.status).toBe(500);
		expect(JSON.stringify(await response.json())).not.toMatch(/hunter2|srv/);
	});

	it("is the local administrator where no sign-in is set up, a visitor where it is", async () => {
		const who = routeOf((ctx) => ctx.actor);
		const as = async (headers: Record<string, string>) => (await call(who, { headers })).json();
		expect(await as({ cookie: "afterclick_session=made-up" })).toEqual(LOCAL_ADMINISTRATOR);
		const kim = await addPerson(test.db, "Kim", "lead");
		await test.db.localCredential.create({
			data: { personId: kim.id, passwordHash: "none", changedAt: new Date() },
		});
		expect(await as({})).toEqual({ kind: "visitor" });
		expect(await as({ cookie: "afterclick_session=made-up" })).toEqual({ kind: "visitor" });
		const { token } = await test.db.$transaction((tx) =>
			openSession(tx, new Date(), { personId: kim.id, method: "password", userAgent: null }),
		);
		expect(await as({ cookie: `a=b; afterclick_session=${token}` })).toEqual(kim);
		await test.db.localCredential.deleteMany();
	});

	it("rejects an unknown token, whatever the cookie says", async () => {
		const who = routeOf((ctx) => ctx.actor);
		const response = await call(who, { headers: { authorization: "Bearer acl_made-up" } });
		expect(response.status).toBe(401);
	});

	it("rejects a write from another site, but not from its own or from a command line", async () => {
		const write = routeOf(async () => Response.json({}));
		const from = async (site: string | null) =>
			(await call(write, { method: "POST", headers: site ? { "sec-fetch-site": site } : {} })).status;
		expect(await from("cross-site")).toBe(403);
		expect(await from("same-site")).toBe(403);
		expect(await from("same-origin")).toBe(200);
		expect(await from(null)).toBe(200);
	});

	it("limits and checks a JSON body", async () => {
		const read = route("Test", { ...open, body: z.unknown() }, z.unknown(), (_, body) =>
			parseInput(z.unknown(), body),
		);
		expect((await call(read, { method: "POST", body: "{oops" })).status).toBe(422);
		expect((await call(read, { method: "POST", body: `"${"x".repeat(2_100_000)}"` })).status).toBe(413);
		expect(await (await call(read, { method: "POST", body: '{"a":1}' })).json()).toEqual({ a: 1 });
	});
});

describe("parseInput", () => {
	it("names the field of the closest branch of a union", () => {
		const shape = z.union([
			z.strictObject({ a: z.string(), b: z.number() }),
			z.strictObject({ c: z.string() }),
		]);
		expect(() => parseInput(shape, { a: "x", b: "y" })).toThrow(/^b: /);
	});
	it("reads repeated query parameters as lists", () => {
		expect(searchRecord(new URLSearchParams("a=1&b=2&a=3"))).toEqual({ a: ["1", "3"], b: "2" });
	});
});
