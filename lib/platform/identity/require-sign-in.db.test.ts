import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { reloadConfig } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { testContext } from "@/test/findings/fixtures";
import { createLocalPerson } from "./create-local-person";
import { LOCAL_ADMINISTRATOR } from "./local-administrator";
import { requestActor } from "./request-actor";
import { requireSignIn } from "./require-sign-in";

let test: TestDatabase;
beforeAll(async () => {
	test = await createTestDatabase();
});
afterAll(() => test.drop());
afterEach(() => {
	vi.unstubAllEnvs();
	reloadConfig();
});

const configure = (values: Record<string, string>) => {
	for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
	reloadConfig();
};
const whoever = async () =>
	(await requestActor(test.db, { session: null, authorization: null }, new Date())).actor;

describe("while no sign-in is set up", () => {
	it.each([{}, { LISTEN_HOST: "::1" }, { PUBLIC_URL: "http://localhost:3000" }])(
		"everyone is the local administrator, on loopback only (%j)",
		async (values) => {
			configure(values);
			expect(await whoever()).toEqual(LOCAL_ADMINISTRATOR);
		},
	);

	it.each([
		{ LISTEN_HOST: "0.0.0.0" },
		{ LISTEN_HOST: "10.0.0.7" },
		{ ALLOWED_HOSTS: "desk.example" },
		{ PUBLIC_URL: "https://desk.example" },
	])("the app does not start on other addresses, and everyone would be a visitor (%j)", async (values) => {
		configure(values);
		await expect(requireSignIn(testContext(test.db, SYSTEM))).rejects.toMatchObject({
			code: "not_configured",
			remedy: expect.stringMatching(/npm run person -- add[\s\S]*OIDC_ISSUER[\s\S]*unset/),
		});
		expect(await whoever()).toEqual({ kind: "visitor" });
	});
});

it("a provider or the first person is enough", async () => {
	configure({
		LISTEN_HOST: "0.0.0.0",
		PUBLIC_URL: "https://desk.example",
		OIDC_ISSUER: "https://login.example",
		OIDC_CLIENT_ID: "desk",
		OIDC_ROLES: "Desk.Admin=admin",
	});
	await requireSignIn(testContext(test.db, SYSTEM));
	configure({ OIDC_ISSUER: "", OIDC_CLIENT_ID: "" });
	await createLocalPerson(testContext(test.db, SYSTEM), { login: "ada", name: "Ada", role: "admin" });
	await requireSignIn(testContext(test.db, SYSTEM));
	expect(await whoever()).toEqual({ kind: "visitor" });
});
