/**
 * Who may do what, said a second time and by hand, and asked of everything that can be called: the table, each
 * verb, and each route with a real session or token. What is new and not listed here fails.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { ROLES } from "@/lib/core/roles";
import { reloadConfig } from "@/lib/platform/config/config";
import { LOCAL_WORKSPACE } from "@/lib/platform/config/configured-workspaces";
import { type Actor, SYSTEM } from "@/lib/platform/context/actor";
import { PERMISSION_NAMES, PERMISSIONS, type Permission } from "@/lib/platform/context/permission-table";
import { may } from "@/lib/platform/context/permissions";
import type { Route } from "@/lib/platform/http/operation";
import { closeWorkspaces } from "@/lib/sources/workspaces/registry";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, cookieOf, testContext } from "@/test/findings/fixtures";
import { CALLERS, type Caller, EVERYWHERE, ROUTES, VERBS, WHO } from "@/test/identity/permission-matrix";
import { findRoutes, findVerbs, UNGUARDED } from "@/test/source-walk";
import { newApiToken, tokenActor } from "./api-tokens";
import { hashSecret } from "./secret";
import { openSession } from "./sessions";

const NOBODY = "00000000-0000-7000-8000-00000000dead";

let test: TestDatabase;
let directory: string;
const headers = new Map<Caller, Record<string, string>>();
const actors = new Map<Caller, Actor>();

beforeAll(async () => {
	directory = mkdtempSync(path.join(tmpdir(), "afterclick-matrix-"));
	vi.stubEnv("DATA_DIRECTORY", directory);
	vi.stubEnv("WORKSPACE_DIRECTORY", path.join(directory, "workspace"));
	vi.stubEnv("SENTINEL_WORKSPACE_ID", "");
	vi.stubEnv("OIDC_ISSUER", "");
	reloadConfig();
	test = await createTestDatabase();
	headers.set("visitor", {});
	actors.set("visitor", { kind: "visitor" });
	actors.set("job", SYSTEM);
	for (const role of ROLES) {
		const person = await addPerson(test.db, `A ${role}`, role);
		// One password somewhere, and nobody is the local administrator any more.
		await test.db.localCredential.create({
			data: { personId: person.id, passwordHash: "none", changedAt: new Date() },
		});
		const { token } = await test.db.$transaction((tx) =>
			openSession(tx, new Date(), { personId: person.id, method: "password", userAgent: null }),
		);
		headers.set(role, { cookie: `afterclick_session=${token}` });
		actors.set(role, person);
		await addToken(`${role} token`, role, person.id, [...PERMISSION_NAMES]);
		const limited = await addPerson(test.db, `A limited ${role}`, role);
		await test.db.person.update({
			where: { id: limited.id },
			data: { workspaces: [LOCAL_WORKSPACE.id] },
		});
		headers.set(`limited ${role}`, { cookie: await cookieOf(test.db, limited) });
		actors.set(`limited ${role}`, { ...limited, workspaces: [LOCAL_WORKSPACE.id] });
		if (role === "admin") await addToken("limited admin token", role, limited.id, [...PERMISSION_NAMES]);
	}
	await addToken("narrow token", "admin", null, ["findings.read"]);
});

async function addToken(
	caller: Caller,
	role: (typeof ROLES)[number],
	personId: string | null,
	permissions: string[],
) {
	const token = newApiToken();
	await test.db.apiToken.create({
		data: {
			name: caller,
			tokenHash: hashSecret(token),
			hint: token.slice(0, 8),
			personId,
			role: personId === null ? role : null,
			permissions,
			createdById: NOBODY,
			createdAt: new Date(),
			expiresAt: new Date(Date.now() + 3_600_000),
		},
	});
	headers.set(caller, { authorization: `Bearer ${token}` });
	const actor = await tokenActor(test.db, token, new Date());
	if (actor) actors.set(caller, actor);
}

afterAll(async () => {
	await closeWorkspaces();
	await test.drop();
	vi.unstubAllEnvs();
	reloadConfig();
	rmSync(directory, { recursive: true, force: true });
});

function actorOf(caller: Caller): Actor {
	const actor = actors.get(caller);
	if (actor === undefined) throw new Error(`There is no ${caller}.`);
	return actor;
}

/** A limited person can do what their role can, except what is about all workspaces. */
const allowed = (caller: Caller, permission: Permission) =>
	caller.startsWith("limited ")
		? !EVERYWHERE.includes(permission) && WHO[permission].includes(caller.slice("limited ".length) as Caller)
		: WHO[permission].includes(caller);

it("the permission table matches this one exactly", () => {
	expect(Object.keys(PERMISSIONS).sort()).toEqual(Object.keys(WHO).sort());
	for (const permission of Object.keys(PERMISSIONS) as Permission[]) {
		for (const caller of CALLERS) {
			expect(may(actorOf(caller), permission), `${caller}: ${permission}`).toBe(allowed(caller, permission));
		}
	}
});

/** They are called with a workspace that nobody limited has. */
const OF_A_WORKSPACE = [
	"lib/sources/workspaces/overview.ts#workspaceOverview",
	"lib/sources/workspaces/state.ts#workspaceState",
];

type AnyVerb = (ctx: unknown, ...rest: unknown[]) => unknown;

/** Calls a verb with what fits none, and gives the code it failed with, if it did. */
async function outcome(verb: AnyVerb, actor: Actor): Promise<string> {
	try {
		const ctx = testContext(test.db, actor);
		let made = await verb(ctx, NOBODY, { onRun: () => undefined, onEnd: () => undefined });
		if (typeof made === "object" && made !== null && Symbol.asyncIterator in made) {
			const chunks = made as AsyncGenerator<unknown>;
			made = await chunks.next();
			await chunks.return(undefined);
		}
		return "done";
	} catch (error) {
		return error instanceof AppError ? error.code : "failed in another way";
	}
}

describe("every verb", () => {
	it("is listed here", async () => {
		const found = (await findVerbs()).map(({ id }) => id).filter((id) => !(id in UNGUARDED));
		expect(found.sort()).toEqual(Object.keys(VERBS).sort());
	});

	it.each(Object.entries(VERBS))("%s asks for %s", async (id, permission) => {
		const [file, name] = id.split("#") as [string, string];
		const verb = ((await import(path.resolve(file))) as Record<string, AnyVerb>)[name] as AnyVerb;
		for (const caller of CALLERS) {
			const code = await outcome(verb, actorOf(caller));
			const refused = caller === "visitor" ? "unauthenticated" : "forbidden";
			const outside = caller.startsWith("limited ") && OF_A_WORKSPACE.includes(id);
			if (allowed(caller, permission) && !outside)
				expect(["unauthenticated", "forbidden"], caller).not.toContain(code);
			else expect(code, caller).toBe(refused);
		}
	});
});

async function handlerOf(route: string): Promise<Route> {
	const [method, pattern] = route.split(" ") as [string, string];
	const module = (await import(path.resolve(`app${pattern}/route.ts`))) as Record<string, Route>;
	return module[method] as Route;
}

async function call(route: string, caller: Caller, query = ""): Promise<number> {
	const [method, pattern] = route.split(" ") as [string, string];
	const url = `http://localhost:3000${pattern.replaceAll("[id]", NOBODY)}${query}`;
	const leaving = new AbortController();
	const handler = await handlerOf(route);
	const response = await handler(
		new Request(url, {
			method,
			headers: { ...headers.get(caller), "content-type": "application/json" },
			signal: leaving.signal,
			// Fits no route, so that none is carried out: signing out would end the callers' sessions.
			...(method === "GET" || method === "DELETE" ? {} : { body: "[]" }),
		}),
		{ params: Promise.resolve({ id: NOBODY }) },
	);
	const endless = response.headers.get("content-type") === "text/event-stream";
	await (endless ? response.body?.cancel() : response.text());
	leaving.abort();
	return response.status;
}

describe("every route", () => {
	it("is listed here", async () => {
		const found = (await findRoutes()).flatMap(({ path: at, methods }) =>
			methods.map((method) => `${method} ${at}`),
		);
		expect(found.sort()).toEqual(Object.keys(ROUTES).sort());
	});

	it.each(Object.entries(ROUTES))("%s asks for %s", async (route, permission) => {
		for (const caller of CALLERS.filter((each) => each !== "job")) {
			const status = await call(route, caller);
			if (permission === null || allowed(caller, permission)) {
				expect([401, 403], `${caller}: ${status}`).not.toContain(status);
			} else expect(status, caller).toBe(caller === "visitor" ? 401 : 403);
		}
	});

	it("has what it is sent read by the schema it declares", async () => {
		for (const route of Object.keys(ROUTES)) {
			const { query, body } = (await handlerOf(route)).operation;
			const fields = query instanceof z.ZodObject ? Object.keys(query.shape) : [];
			// A character that no text may hold.
			if (query) expect(await call(route, "admin", `?${fields.join("=%00&")}=%00`), route).toBe(422);
			if (body) expect(await call(route, "admin"), route).toBe(422);
		}
	});
});
