/** An administrator who is limited to workspaces stays within them, also by way of other people and tokens. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "@/lib/core/roles";
import type { PersonActor } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { changeOwnPassword } from "./change-own-password";
import { createLocalPerson } from "./create-local-person";
import { createToken } from "./create-token";
import { linkPerson } from "./link-person";
import { listPeople } from "./list-people";
import { listTokens } from "./list-tokens";
import { hashPassword } from "./password";
import { resetPassword } from "./reset-password";
import { revokeToken } from "./revoke-token";
import { signOutPerson } from "./sign-out-person";
import { updatePerson } from "./update-person";

const MINE = "mine";
const OTHER = "other";
let test: TestDatabase;
let root: PersonActor;
let limited: PersonActor;
let within: PersonActor;
let beside: PersonActor;

beforeAll(async () => {
	test = await createTestDatabase();
	for (const id of [MINE, OTHER])
		await test.db.workspace.create({ data: { id, kind: "sentinel", name: id } });
	root = await person("Root", "admin", []);
	limited = await person("Limited", "admin", [MINE]);
	within = await person("Within", "analyst", [MINE]);
	beside = await person("Beside", "viewer", [OTHER]);
});
afterAll(() => test.drop());

async function person(name: string, role: Role, workspaces: string[]): Promise<PersonActor> {
	const added = await addPerson(test.db, name, role);
	await test.db.person.update({ where: { id: added.id }, data: { workspaces, login: name.toLowerCase() } });
	await test.db.localCredential.create({
		data: {
			personId: added.id,
			passwordHash: await hashPassword("seven green bottles"),
			changedAt: new Date(),
		},
	});
	return { ...added, workspaces: workspaces.length === 0 ? null : workspaces };
}
const as = (actor: PersonActor) => testContext(test.db, actor);
const row = (id: string) => test.db.person.findUniqueOrThrow({ where: { id } });
const tomorrow = () => new Date(Date.now() + 24 * 3_600_000).toISOString();

describe("a limited administrator", () => {
	it("adds people only within their own scope", async () => {
		const { id } = await createLocalPerson(as(limited), { login: "puppet", name: "Puppet", role: "admin" });
		expect((await row(id)).workspaces).toEqual([MINE]);
		const beyond = createLocalPerson(as(limited), {
			login: "p2",
			name: "P",
			role: "viewer",
			workspaces: [OTHER],
		});
		await expect(beyond).rejects.toMatchObject({ code: "forbidden" });
		const puppet: PersonActor = { ...limited, id, name: "Puppet" };
		for (const workspaces of [[], [OTHER], [MINE, OTHER]]) {
			const lift = updatePerson(as(puppet), limited.id, { workspaces });
			// An empty list is all that the puppet has.
			if (workspaces.length === 0) await lift;
			else await expect(lift).rejects.toMatchObject({ code: "forbidden" });
			expect((await row(limited.id)).workspaces).toEqual([MINE]);
		}
	});

	it("can't change a person who has more or other workspaces", async () => {
		const { token } = await createToken(as(root), {
			kind: "personal",
			name: "Root's",
			permissions: ["findings.read"],
			workspaces: [],
			expiresAt: tomorrow(),
		});
		const name = await test.db.person.create({ data: { name: "A name" } });
		for (const other of [root, beside]) {
			const login = other.name.toLowerCase();
			for (const attempt of [
				() => updatePerson(as(limited), other.id, { disabled: true }),
				() => updatePerson(as(limited), other.id, { role: "admin" }),
				() => updatePerson(as(limited), other.id, { workspaces: [MINE] }),
				() => resetPassword(as(limited), { login }),
				() => signOutPerson(as(limited), other.id),
				() => linkPerson(as(limited), name.id, { to: other.id }),
			]) {
				await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
			}
			await expect(revokeToken(as(limited), token.id)).rejects.toMatchObject({ code: "not_found" });
			expect(await row(other.id)).toMatchObject({ disabledAt: null, role: other.role });
		}
		expect((await listTokens(as(limited))).items.map(({ name: token }) => token)).not.toContain("Root's");
		expect((await listTokens(as(root))).items.map(({ name: token }) => token)).toContain("Root's");
	});

	it("changes people who are wholly within their scope, and sees which people they can change", async () => {
		expect(await updatePerson(as(limited), within.id, { role: "lead" })).toMatchObject({ role: "lead" });
		const { items } = await listPeople(as(limited));
		const manageable = items.filter((each) => each.manageable).map(({ name }) => name);
		expect(manageable).toContain("Within");
		expect(manageable).not.toContain("Root");
		expect(manageable).not.toContain("Beside");
		expect((await listPeople(as(root))).items.every((each) => each.manageable)).toBe(true);
	});
});

describe("the list of people", () => {
	it("names only the reader's workspaces, and says where there are others", async () => {
		const both = await person("Both", "analyst", [MINE, OTHER]);
		const seenBy = async (actor: PersonActor) => {
			const { items } = await listPeople(as(actor));
			const of = (id: string) => items.find((each) => each.id === id);
			return [root, within, both, beside].map(({ id }) => [of(id)?.workspaces, of(id)?.otherWorkspaces]);
		};
		const lead: PersonActor = { ...limited, role: "lead" };
		for (const actor of [limited, lead]) {
			expect(await seenBy(actor)).toEqual([
				[[], false],
				[[MINE], false],
				[[MINE], true],
				[[], true],
			]);
			expect(JSON.stringify(await listPeople(as(actor)))).not.toContain(`"${OTHER}"`);
		}
		expect(await seenBy(root)).toEqual([
			[[], false],
			[[MINE], false],
			[[MINE, OTHER], false],
			[[OTHER], false],
		]);
	});
});

describe("API tokens", () => {
	const tokenOf = async (actor: PersonActor) => {
		const { token } = await createToken(as(actor), {
			kind: "personal",
			name: `${actor.name}'s`,
			permissions: ["findings.read"],
			workspaces: [],
			expiresAt: tomorrow(),
		});
		return async () =>
			(await test.db.apiToken.findUniqueOrThrow({ where: { id: token.id } })).revokedAt !== null;
	};

	it("end when an administrator resets the password", async () => {
		const lead = { ...within, role: "lead" } as const;
		const ended = await tokenOf(lead);
		await resetPassword(as(root), { login: "within" });
		expect(await ended()).toBe(true);
	});

	it("end with a person's own password change when they choose so", async () => {
		const ended = await tokenOf(root);
		const change = (password: string, newPassword: string, endTokens?: boolean) =>
			changeOwnPassword(as(root), {
				password,
				newPassword,
				...(endTokens === undefined ? {} : { endTokens }),
			});
		await change("seven green bottles", "eight green bottles");
		expect(await ended()).toBe(false);
		await change("eight green bottles", "nine green bottles now", true);
		expect(await ended()).toBe(true);
	});
});
