import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { checkInstallation } from "@/lib/operations/health/check-installation";
import { reloadConfig } from "@/lib/platform/config/config";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { waitForLock } from "@/test/db/wait-for-lock";
import { testContext } from "@/test/findings/fixtures";
import { finishProviderSignIn, type ProviderOutcome } from "./finish-provider-sign-in";
import { lastClockRefusal, noteClockRefusal } from "./provider-clock";
import { startProviderSignIn } from "./start-provider-sign-in";

let test: TestDatabase;
let server: Server;
let issuer: string;
let nonce = "";
/** How far the provider's clock is ahead, in seconds. */
let ahead = 0;
/** Whether its Date header is by that clock as well. */
let dated = true;
const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

beforeAll(async () => {
	test = await createTestDatabase();
	server = createServer((request, response) => {
		if (dated) response.setHeader("date", new Date(Date.now() + ahead * 1_000).toUTCString());
		response.setHeader("content-type", "application/json");
		response.end(JSON.stringify(answer(request.url ?? "")));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	vi.stubEnv("OIDC_ISSUER", issuer);
	vi.stubEnv("OIDC_CLIENT_ID", "desk");
	vi.stubEnv("OIDC_CLIENT_SECRET", "secret");
	vi.stubEnv("OIDC_ROLES", "Desk.Analyst=analyst");
	vi.stubEnv("PUBLIC_URL", "http://localhost:3000");
	reloadConfig();
});
beforeEach(() => {
	noteClockRefusal(null);
	ahead = 0;
	dated = true;
});
afterAll(async () => {
	vi.unstubAllEnvs();
	reloadConfig();
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	await test.drop();
});

function answer(path: string): unknown {
	if (path === "/.well-known/openid-configuration") {
		return {
			issuer,
			authorization_endpoint: `${issuer}/authorize`,
			token_endpoint: `${issuer}/token`,
			jwks_uri: `${issuer}/keys`,
			response_types_supported: ["code"],
			subject_types_supported: ["public"],
			id_token_signing_alg_values_supported: ["RS256"],
		};
	}
	if (path === "/keys") {
		return { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256", use: "sig" }] };
	}
	return { access_token: "a", token_type: "Bearer", id_token: idToken() };
}

/** As Entra ID makes them: valid from when they are issued. */
function idToken(): string {
	const issued = Math.floor(Date.now() / 1_000) + ahead;
	const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
	const text = `${part({ alg: "RS256", kid: "1" })}.${part({
		iss: issuer,
		aud: "desk",
		sub: "ana",
		name: "Ana",
		roles: ["Desk.Analyst"],
		nonce,
		iat: issued,
		nbf: issued,
		exp: issued + 3_600,
	})}`;
	return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}

async function signIn(): Promise<ProviderOutcome> {
	const visit = { ctx: testContext(test.db, { kind: "visitor" }), userAgent: null };
	const { url, state } = await startProviderSignIn(visit, { returnTo: null, asAnother: false });
	nonce = new URL(url).searchParams.get("nonce") ?? "";
	return await finishProviderSignIn(visit, { search: `?code=c&state=${state}`, state });
}

const health = async () =>
	(await checkInstallation(test.url, { hunts: [], refused: [], reading: null })).find(
		({ id }) => id === "sign-in-provider",
	);

it("a person who is disabled while they come back from the provider gets no session", async () => {
	expect(await signIn()).toMatchObject({ kind: "in" });
	const { personId } = await test.db.providerIdentity.findFirstOrThrow();
	await test.db.session.deleteMany();
	let coming: Promise<ProviderOutcome> | undefined;
	await test.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM "Person" WHERE "id" = ${personId}::uuid FOR UPDATE`;
		coming = signIn();
		await waitForLock(test.db);
		await tx.person.update({ where: { id: personId }, data: { disabledAt: new Date() } });
	});
	expect(await coming).toMatchObject({ kind: "refused", reason: "disabled" });
	expect(await test.db.session.count()).toBe(0);
	await test.db.person.update({ where: { id: personId }, data: { disabledAt: null } });
});

it("a provider sign-in started by a clock far ahead can't be finished", async () => {
	const ahead = { ctx: testContext(test.db, { kind: "visitor" }, () => days(40)), userAgent: null };
	const visit = { ctx: testContext(test.db, { kind: "visitor" }), userAgent: null };
	const { url, state } = await startProviderSignIn(ahead, { returnTo: null, asAnother: false });
	nonce = new URL(url).searchParams.get("nonce") ?? "";
	expect(await finishProviderSignIn(visit, { search: `?code=c&state=${state}`, state })).toEqual({
		kind: "expired",
	});
});

const days = (count: number) => new Date(Date.now() + count * 86_400_000);

describe("a provider whose clock is not this machine's", () => {
	it("works while the clocks agree", async () => {
		expect(await signIn()).toMatchObject({ kind: "in" });
		expect(await health()).toMatchObject({ level: "ok", says: expect.stringContaining("agree") });
	});

	it.each([
		[45, "45 seconds behind"],
		[600, "10 minutes behind"],
		[-3_700, "62 minutes ahead of"],
		[-40 * 86_400, "40 days ahead of"],
	])("is reported as a clock %i seconds off, by sign-in and by Health", async (seconds, text) => {
		ahead = seconds;
		const outcome = await signIn();
		expect(outcome.kind).toBe("clock");
		expect(Math.abs((outcome as { difference: number }).difference - seconds)).toBeLessThanOrEqual(1);
		const check = await health();
		expect(check).toMatchObject({ level: "failing", remedy: expect.stringContaining("NTP") });
		expect(check?.says).toMatch(text.startsWith("45") ? /4[3-6] seconds behind/ : text);
	});

	it("stays in Health where only the tokens show it, until a sign-in succeeds", async () => {
		ahead = 45;
		dated = false;
		expect((await signIn()).kind).toBe("clock");
		expect(lastClockRefusal()?.difference).toBeGreaterThanOrEqual(44);
		// Node writes its own Date then, which is this machine's.
		expect(await health()).toMatchObject({ level: "failing", says: expect.stringContaining("clock") });
		ahead = 0;
		expect((await signIn()).kind).toBe("in");
		expect(await health()).toMatchObject({ level: "ok" });
	});

	it("is not reported when something else is wrong", async () => {
		issuer = `${issuer}x`;
		try {
			expect((await signIn()).kind).toBe("down");
		} finally {
			issuer = issuer.slice(0, -1);
		}
	});
});
