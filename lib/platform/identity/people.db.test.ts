import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/roles";
import { decide } from "@/lib/decisions/decide";
import { searchAudit } from "@/lib/insights/audit/search";
import { type Actor, type PersonActor, SYSTEM } from "@/lib/platform/context/actor";
import { getFinding } from "@/lib/triage/findings/get";
import { listFindings } from "@/lib/triage/findings/list";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { tokenActor } from "./api-tokens";
import { createToken } from "./create-token";
import { linkPerson } from "./link-person";
import { listPeople } from "./list-people";
import { LOCAL_ADMINISTRATOR } from "./local-administrator";
import type { PersonChange } from "./people-schema";
import { openSession, resumeSession } from "./sessions";
import { signOutPerson } from "./sign-out-person";
import { updatePerson } from "./update-person";

let test: TestDatabase;
let admin: PersonActor;
beforeAll(async () => {
	test = await createTestDatabase();
	admin = await local("Ada", "admin");
	await test.db.workspace.create({ data: { id: "other", kind: "sentinel", name: "Other" } });
});
afterAll(() => test.drop());

const ctx = (actor: Actor = admin) => testContext(test.db, actor);

/** A person who signs in here. */
async function local(name: string, role: Role): Promise<PersonActor> {
	const person = await addPerson(test.db, name, role);
	await test.db.localCredential.create({
		data: { personId: person.id, passwordHash: "none", changedAt: new Date() },
	});
	return person;
}

async function signIn({ id }: PersonActor): Promise<string> {
	const { token } = await test.db.$transaction((tx) =>
		openSession(tx, new Date(), { personId: id, method: "password", userAgent: null }),
	);
	return token;
}

const resumed = (token: string) => resumeSession(test.db, token, new Date(), { rotate: false });

describe("changing a person", () => {
	it("applies to their open sessions, and is audited with before and after", async () => {
		const kim = await local("Kim", "analyst");
		const session = await signIn(kim);
		const changed = await updatePerson(ctx(), kim.id, { role: "viewer", workspaces: ["other"] });
		expect(changed).toMatchObject({ role: "viewer", workspaces: ["other"], kind: "password", sessions: 1 });
		expect((await resumed(session))?.actor).toMatchObject({ role: "viewer", workspaces: ["other"] });
		const { items } = await searchAudit(ctx(), { target: kim.id, limit: 1 });
		expect(items[0]).toMatchObject({
			verb: "people.update",
			before: { role: "analyst", workspaces: [], disabled: false },
			after: { role: "viewer", workspaces: ["other"], disabled: false },
		});
	});

	it("rejects a change at an old version, and returns the current person", async () => {
		const mo = await local("Mo", "analyst");
		const seen = (await listPeople(ctx())).items.find(({ id }) => id === mo.id);
		expect(seen).toMatchObject({ role: "analyst", version: 1 });
		await updatePerson(ctx(), mo.id, { workspaces: ["other"], version: 1 });
		await expect(
			updatePerson(ctx(), mo.id, { role: "lead", workspaces: [], version: 1 }),
		).rejects.toMatchObject({
			code: "conflict",
			details: { person: { id: mo.id, role: "analyst", workspaces: ["other"], version: 2 } },
		});
		await expect(updatePerson(ctx(), mo.id, { disabled: true, version: 1 })).rejects.toMatchObject({
			code: "conflict",
		});
		expect(await updatePerson(ctx(), mo.id, { role: "lead", version: 2 })).toMatchObject({
			role: "lead",
			workspaces: ["other"],
			disabled: false,
			version: 3,
		});
	});

	it("disables at once, with sessions and tokens, and enabling restores none of them", async () => {
		const lou = await local("Lou", "lead");
		const session = await signIn(lou);
		const { secret } = await createToken(ctx(lou), {
			kind: "personal",
			name: "script",
			expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
		});
		expect(await resumed(session)).not.toBeNull();
		const off = await updatePerson(ctx(), lou.id, { disabled: true });
		expect(off).toMatchObject({ disabled: true, sessions: 0, tokens: 0, role: "lead" });
		expect(await resumed(session)).toBeNull();
		expect(await tokenActor(test.db, secret, new Date())).toBeNull();
		expect(await updatePerson(ctx(), lou.id, { disabled: false })).toMatchObject({ disabled: false });
		expect(await resumed(session)).toBeNull();
		expect(await tokenActor(test.db, secret, new Date())).toBeNull();
	});

	it("can't be done to oneself, the local administrator or a name without a login", async () => {
		for (const change of [
			{ role: "viewer" },
			{ disabled: true },
			{ workspaces: ["other"] },
		] satisfies PersonChange[]) {
			await expect(updatePerson(ctx(), admin.id, change)).rejects.toMatchObject({
				code: "conflict",
				message: "This is yourself.",
			});
		}
		await expect(updatePerson(ctx(), LOCAL_ADMINISTRATOR.id, { role: "viewer" })).rejects.toMatchObject({
			code: "conflict",
		});
		const { id } = await test.db.person.create({ data: { name: "Somebody" } });
		await expect(updatePerson(ctx(), id, { role: "admin" })).rejects.toMatchObject({ code: "conflict" });
	});

	it("leaves at least one person who can manage people, also when two administrators remove each other", async () => {
		const second = await local("Second", "admin");
		const outcomes = await Promise.allSettled([
			updatePerson(ctx(), second.id, { disabled: true }),
			updatePerson(ctx(second), admin.id, { disabled: true }),
		]);
		expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
		const left = await test.db.person.findMany({
			where: { role: "admin", disabledAt: null, credential: { isNot: null } },
		});
		expect(left).toHaveLength(1);
		await test.db.person.updateMany({ where: { role: "admin" }, data: { disabledAt: null } });
		await updatePerson(ctx(), second.id, { role: "viewer" });
		await expect(updatePerson(ctx(SYSTEM), admin.id, { workspaces: ["other"] })).rejects.toMatchObject({
			code: "conflict",
			message: "No one would be left who can manage people.",
		});
	});

	it("rejects workspaces that are unknown, or not the administrator's own", async () => {
		const max = await local("Max", "viewer");
		await expect(updatePerson(ctx(), max.id, { workspaces: ["nothing"] })).rejects.toMatchObject({
			code: "invalid_input",
		});
		const limited = ctx({ ...(await local("Limited", "admin")), workspaces: ["other"] });
		await updatePerson(ctx(), max.id, { workspaces: ["other"] });
		await expect(updatePerson(limited, max.id, { workspaces: ["local"] })).rejects.toMatchObject({
			code: "forbidden",
		});
		expect(await updatePerson(limited, max.id, { workspaces: [] })).toMatchObject({ workspaces: ["other"] });
	});
});

describe("signing a person out", () => {
	it("ends all of their sessions and nobody else's", async () => {
		const nia = await local("Nia", "analyst");
		const sessions = [await signIn(nia), await signIn(nia)];
		const mine = await signIn(admin);
		expect(await signOutPerson(ctx(), nia.id)).toEqual({ ended: 2 });
		for (const session of sessions) expect(await resumed(session)).toBeNull();
		expect(await resumed(mine)).not.toBeNull();
		await expect(signOutPerson(ctx(), "00000000-0000-7000-8000-00000000dead")).rejects.toMatchObject({
			code: "not_found",
		});
	});
});

describe("a name from before sign-in", () => {
	it("is linked to a person, shown with both names, and unlinked", async () => {
		const oli = await local("Oli Berg", "analyst");
		const { id } = await test.db.person.create({ data: { name: "Oli" } });
		expect(await linkPerson(ctx(), id, { to: oli.id })).toMatchObject({
			kind: "name",
			linkedTo: { id: oli.id, name: "Oli Berg" },
		});
		const { items } = await listPeople(ctx());
		expect(items.find((person) => person.id === oli.id)?.linkedNames).toEqual([{ id, name: "Oli" }]);
		await expect(linkPerson(ctx(), id, { to: null, version: 1 })).rejects.toMatchObject({
			code: "conflict",
			details: { person: { linkedTo: { id: oli.id }, version: 2 } },
		});
		expect(await linkPerson(ctx(), id, { to: null, version: 2 })).toMatchObject({ linkedTo: null });
		const { items: rows } = await searchAudit(ctx(), { target: id, limit: 5 });
		expect(rows.map(({ verb }) => verb)).toEqual(["people.link", "people.link"]);
	});

	it("shows the person on its findings, and leaves the audit unchanged", async () => {
		const rea = await local("Rea Moss", "analyst");
		const name = await addPerson(test.db, "Rea", "analyst");
		await seedFindings(test.db, [clickRow(1)]);
		const { id } = await test.db.finding.findFirstOrThrow();
		await decide(ctx(name), { verdict: "triaged", ids: [id], versions: { [id]: 1 } });
		await test.db.person.update({ where: { id: name.id }, data: { role: null } });
		await linkPerson(ctx(), name.id, { to: rea.id });
		const by = { id: name.id, name: "Rea", verified: false, linkedTo: { id: rea.id, name: "Rea Moss" } };
		expect((await listFindings(ctx(), {})).items[0]?.decision?.by).toEqual(by);
		const detail = await getFinding(ctx(), id);
		expect(detail.decision?.by).toEqual(by);
		expect(detail.activity.map((activity) => activity.by.linkedTo?.name)).toEqual([undefined, "Rea Moss"]);
		expect(await test.db.finding.findFirst({ select: { decidedByName: true } })).toEqual({
			decidedByName: "Rea",
		});
	});

	it("is never a person who signs in, nor linked to another name", async () => {
		const pia = await local("Pia", "analyst");
		const one = await test.db.person.create({ data: { name: "One" } });
		const two = await test.db.person.create({ data: { name: "Two" } });
		for (const [id, to] of [
			[pia.id, admin.id],
			[one.id, two.id],
			[one.id, LOCAL_ADMINISTRATOR.id],
			[LOCAL_ADMINISTRATOR.id, pia.id],
		] as const) {
			await expect(linkPerson(ctx(), id, { to })).rejects.toMatchObject({ code: "conflict" });
		}
	});
});
