import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isAtLeast } from "@/lib/core/roles";
import { searchAudit } from "@/lib/insights/audit/search";
import type { Actor, PersonActor, TokenActor } from "@/lib/platform/context/actor";
import { PERMISSION_NAMES, PERMISSIONS } from "@/lib/platform/context/permission-table";
import { may } from "@/lib/platform/context/permissions";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { tokenActor } from "./api-tokens";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { LOCAL_ADMINISTRATOR } from "./local-administrator";
import { revokeToken } from "./revoke-token";
import { LONGEST_TOKEN_MS } from "./rules";
import type { TokenInput } from "./token-schema";

let test: TestDatabase;
let ana: PersonActor;
let ben: PersonActor;
let admin: PersonActor;
beforeAll(async () => {
	test = await createTestDatabase();
	ana = await addPerson(test.db, "Ana", "analyst");
	ben = await addPerson(test.db, "Ben", "analyst");
	admin = await addPerson(test.db, "Ada", "admin");
	await test.db.workspace.create({ data: { id: "other", kind: "sentinel", name: "Other" } });
});
afterAll(() => test.drop());

const ctx = (actor: Actor) => testContext(test.db, actor);
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const personal = (over: Partial<TokenInput> = {}): TokenInput =>
	({ kind: "personal", name: "script", expiresAt: inDays(30), ...over }) as TokenInput;
const service = (over: Partial<TokenInput> = {}): TokenInput =>
	({ kind: "service", role: "lead", name: "ticketing", expiresAt: inDays(30), ...over }) as TokenInput;
const actorOf = (secret: string) => tokenActor(test.db, secret, new Date());

describe("a token", () => {
	it("is shown once, kept as its hash, and acts as its person within its limits", async () => {
		const { token, secret } = await createToken(
			ctx(ana),
			personal({ permissions: ["findings.read"], workspaces: ["other"] }),
		);
		expect(secret).toMatch(/^acl_[\w-]{43}$/);
		expect(token).toMatchObject({ status: "active", person: { name: "Ana" }, lastUsedAt: null });
		expect(secret.startsWith(token.hint)).toBe(true);
		expect(token.hint.length).toBeLessThan(10);
		const stored = await test.db.apiToken.findUniqueOrThrow({ where: { id: token.id } });
		expect(JSON.stringify(stored)).not.toContain(secret.slice(10));
		const actor = (await actorOf(secret)) as Actor;
		expect(actor).toMatchObject({
			kind: "token",
			name: "Ana (script)",
			role: "analyst",
			workspaces: ["other"],
		});
		expect(may(actor, "findings.read")).toBe(true);
		expect(may(actor, "findings.decide")).toBe(false);
		const { items } = await listTokens(ctx(ana));
		expect(items.find(({ id }) => id === token.id)?.lastUsedAt).not.toBeNull();

		const { items: rows } = await searchAudit(ctx(admin), { kind: "token", limit: 10 });
		expect(rows[0]).toMatchObject({
			verb: "tokens.create",
			targetId: token.id,
			after: { kind: "personal", permissions: ["findings.read"] },
		});
		expect(JSON.stringify(rows)).not.toContain(secret.slice(5));
	});

	it("can do what was chosen, and nothing where nothing was", async () => {
		for (const over of [{}, { permissions: [] }]) {
			for (const input of [personal(over), service({ ...over, role: "admin" })]) {
				const { token, secret } = await createToken(ctx(admin), input);
				expect(token.permissions).toEqual([]);
				const actor = (await actorOf(secret)) as Actor;
				expect(PERMISSION_NAMES.filter((permission) => may(actor, permission))).toEqual([]);
			}
		}
		// A name that is no permission of ours, as of a version to come, is not all either.
		const { token, secret } = await createToken(ctx(admin), personal({ permissions: ["findings.read"] }));
		await test.db.apiToken.update({ where: { id: token.id }, data: { permissions: ["toString", "x.y"] } });
		const actor = (await actorOf(secret)) as Actor;
		expect(PERMISSION_NAMES.filter((permission) => may(actor, permission))).toEqual([]);
	});

	it("created before permissions had to be chosen keeps the ones it had, stored explicitly", async () => {
		const made = await Promise.all([
			createToken(ctx(ana), personal()),
			createToken(ctx(admin), service({ role: "viewer" })),
			createToken(ctx(admin), service({ role: "lead", workspaces: ["other"] })),
			createToken(ctx(admin), service({ role: "admin" })),
			createToken(ctx(ana), personal({ permissions: ["findings.read"] })),
		]);
		const sql = await readFile(
			"prisma/migrations/20261130201000_token_permissions_explicit/migration.sql",
			"utf8",
		);
		await test.db.$executeRawUnsafe(sql);
		const rights = await Promise.all(
			made.map(async ({ secret }) => {
				const actor = (await actorOf(secret)) as TokenActor;
				return { actor, has: PERMISSION_NAMES.filter((permission) => may(actor, permission)) };
			}),
		);
		for (const { actor, has } of rights.slice(0, 4)) {
			const had = PERMISSION_NAMES.filter((permission) => {
				const { token, from, ...rest } = PERMISSIONS[permission];
				const wide = !("everywhere" in rest) || actor.workspaces === null;
				return token && wide && isAtLeast(actor.role, from);
			});
			expect(has, actor.name).toEqual(had);
		}
		expect(rights[4]?.has).toEqual(["findings.read"]);
		const viewer = await test.db.apiToken.findUniqueOrThrow({ where: { id: made[1]?.token.id ?? "" } });
		expect(viewer.permissions).not.toContain("workspace.import");
	});

	it("ends within a year, and not before now", async () => {
		for (const expiresAt of [new Date(Date.now() + LONGEST_TOKEN_MS + 60_000).toISOString(), inDays(-1)]) {
			await expect(createToken(ctx(ana), personal({ expiresAt }))).rejects.toMatchObject({
				code: "invalid_input",
				places: [{ field: "expiresAt" }],
			});
		}
		await expect(
			createToken(ctx(ana), { kind: "personal", name: "x" } as unknown as TokenInput),
		).rejects.toMatchObject({ code: "invalid_input" });
		const { token, secret } = await createToken(ctx(ana), personal({ expiresAt: inDays(364) }));
		const after = new Date(Date.parse(token.expiresAt));
		expect(await tokenActor(test.db, secret, after)).toBeNull();
	});

	it("is limited to its role's permissions, those allowed for tokens, and those that exist", async () => {
		const wrong: [Partial<TokenInput>, string][] = [
			[{ permissions: ["workspace.import"] }, "permissions"],
			[{ permissions: ["people.manage"] }, "permissions"],
			[{ workspaces: ["nothing"] }, "workspaces"],
			[{ name: "  " }, "name"],
		];
		for (const [over, field] of wrong) {
			const refusal = await createToken(ctx(ana), personal(over)).catch((error) => error);
			expect(refusal, field).toMatchObject({ code: "invalid_input" });
			expect(refusal.places[0].field).toContain(field);
		}
	});

	it("never has more permissions than its person has now", async () => {
		const { secret } = await createToken(ctx(ben), personal());
		expect(await actorOf(secret)).toMatchObject({ role: "analyst" });
		await test.db.person.update({ where: { id: ben.id }, data: { role: "viewer", workspaces: ["other"] } });
		expect(await actorOf(secret)).toMatchObject({ role: "viewer", workspaces: ["other"] });
		await test.db.person.update({ where: { id: ben.id }, data: { disabledAt: new Date() } });
		expect(await actorOf(secret)).toBeNull();
		await test.db.person.update({
			where: { id: ben.id },
			data: { disabledAt: null, role: "analyst", workspaces: [] },
		});
	});

	it("of the local administrator ends when sign-in is set up", async () => {
		const { secret } = await createToken(ctx(LOCAL_ADMINISTRATOR), personal());
		expect(await actorOf(secret)).toMatchObject({ role: "admin" });
		await test.db.localCredential.create({
			data: { personId: admin.id, passwordHash: "none", changedAt: new Date() },
		});
		expect(await actorOf(secret)).toBeNull();
		await test.db.localCredential.deleteMany();
	});
});

describe("a service's token", () => {
	it("can be created only by an administrator, and acts under its own name and role", async () => {
		await expect(createToken(ctx(ana), service())).rejects.toMatchObject({ code: "forbidden" });
		const { token, secret } = await createToken(ctx(admin), service());
		expect(token).toMatchObject({ person: null, role: "lead" });
		expect(await actorOf(secret)).toMatchObject({ name: "ticketing", role: "lead", workspaces: null });
	});

	it("can't see more than the administrator who creates it", async () => {
		const limited = ctx({ ...admin, workspaces: ["other"] });
		const { token } = await createToken(limited, service());
		expect(token.workspaces).toEqual(["other"]);
		await expect(createToken(limited, service({ workspaces: ["local"] }))).rejects.toMatchObject({
			code: "forbidden",
		});
	});
});

describe("ending a token", () => {
	it("is for its owner and administrators, has effect at once, and is audited once", async () => {
		const { token, secret } = await createToken(ctx(ana), personal());
		await expect(revokeToken(ctx(ben), token.id)).rejects.toMatchObject({ code: "not_found" });
		expect((await listTokens(ctx(ben))).items.map(({ person }) => person?.name)).not.toContain("Ana");
		expect((await listTokens(ctx(admin))).items.map(({ id }) => id)).toContain(token.id);
		expect(await revokeToken(ctx(admin), token.id)).toMatchObject({ status: "revoked" });
		expect(await actorOf(secret)).toBeNull();
		expect(await revokeToken(ctx(ana), token.id)).toMatchObject({ status: "revoked" });
		const { items } = await searchAudit(ctx(admin), { target: token.id, limit: 10 });
		expect(items.map(({ verb, actor }) => [verb, actor.name])).toEqual([
			["tokens.revoke", "Ada"],
			["tokens.create", "Ana"],
		]);
	});
});
