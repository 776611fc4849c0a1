import { type Browser, type BrowserContext, expect, type Page } from "@playwright/test";
import { freePort } from "../lib/platform/db/free-port";
import { expectAccessible } from "./accessibility";
import { OwnApp } from "./own-app";
import { person } from "./person-command";
import { alive, test } from "./test";
import { CLIENT, type Claims, issuerAt, TestProvider } from "./test-provider";

/** Signing in at a provider: a real one, whose own pages the browser goes through. */

test.describe.configure({ mode: "serial" });

const DOWN = "The provider cannot be reached";
const GROUP = "0c6f2f5b-5d3b-4c9e-9a57-1f0e8c1a7d11";
const people = new Map<string, Claims>([
	["vic", { name: "Vic Viewer", preferred_username: "Vic@contoso.example", roles: ["Desk.Viewer"] }],
	["ana", { name: "Ana Analyst", preferred_username: "ana@contoso.example", groups: ["x", GROUP] }],
	["leo", { name: "Leo Lead", email: "leo@contoso.example", roles: "Desk.Lead" }],
	[
		"ada",
		{ name: "Ada Admin", preferred_username: "ada@contoso.example", roles: ["Desk.Viewer", "Desk.Admin"] },
	],
	["nik", { name: "Nik Nothing", preferred_username: "nik@contoso.example", roles: ["Other"] }],
	[
		"gus",
		{ name: "Gus Groups", preferred_username: "gus@contoso.example", _claim_names: { groups: "src1" } },
	],
	["eve", { name: "Local Admin", preferred_username: "root", email: "root", roles: ["Desk.Viewer"] }],
]);

let app: OwnApp;
let provider: TestProvider;
let url: string;
let providerPort: number;

test.beforeAll(async () => {
	providerPort = await freePort();
	const port = await freePort();
	url = `http://localhost:${port}`;
	app = await OwnApp.start({
		PORT: String(port),
		PUBLIC_URL: url,
		OIDC_ISSUER: issuerAt(providerPort),
		OIDC_CLIENT_ID: CLIENT.id,
		OIDC_CLIENT_SECRET: CLIENT.secret,
		OIDC_ROLES: `Desk.Viewer=viewer,${GROUP}=analyst,Desk.Lead=lead,Desk.Admin=admin`,
	});
});
test.afterAll(async () => {
	await provider?.stop();
	await app.clear();
});

async function startProvider(): Promise<void> {
	provider = await TestProvider.start({ port: providerPort, appUrl: url, people });
}

/** A browser of its own, that asks nobody beyond this machine (the provider's pages load a font). */
async function newBrowser(browser: Browser): Promise<BrowserContext> {
	const context = await browser.newContext();
	await context.route(
		(target) => target.hostname !== "localhost" && target.hostname !== "127.0.0.1",
		(route) => route.abort(),
	);
	return context;
}

/** Goes through the provider's own pages. */
async function passProvider(page: Page, login: string): Promise<void> {
	await page.locator('input[name="login"]').fill(login);
	await page.locator('input[name="password"]').fill("whatever");
	await page.getByRole("button", { name: "Sign-in" }).click();
	const goOn = page.getByRole("button", { name: "Continue" });
	if (page.url().startsWith(issuerAt(providerPort)) || (await goOn.isVisible())) await goOn.click();
}

async function signIn(browser: Browser, login: string, path = "/findings"): Promise<Page> {
	const page = await (await newBrowser(browser)).newPage();
	await page.goto(`${url}${path}`);
	await page.getByRole("link", { name: /^Sign in with/ }).click();
	await passProvider(page, login);
	return page;
}

const me = async (page: Page) => (await (await page.request.get(`${url}/api/me`)).json()).me;

test("a provider that is down is reported, and works once it is back", async ({ browser }) => {
	const page = await (await newBrowser(browser)).newPage();
	await page.goto(`${url}/hunts?order=name`);
	await expect(page).toHaveURL(`${url}/sign-in?returnTo=%2Fhunts%3Forder%3Dname`);
	await page.getByRole("link", { name: "Sign in with 127.0.0.1" }).click();
	await expect(page.getByText(DOWN)).toBeVisible();
	await expectAccessible(page, "the provider is down");
	await startProvider();
	await page.getByRole("link", { name: "Sign in with 127.0.0.1" }).click();
	await passProvider(page, "vic");
	await expect(page).toHaveURL(`${url}/hunts?order=name`);
	expect(await me(page)).toMatchObject({ name: "Vic Viewer", role: "viewer", verified: true });
	await page.context().close();
});

for (const [login, role] of [
	["vic", "viewer"],
	["ana", "analyst"],
	["leo", "lead"],
	["ada", "admin"],
] as const) {
	test(`${login} is ${role}`, async ({ browser }) => {
		const page = await signIn(browser, login);
		await expect(page).toHaveURL(`${url}/findings`);
		expect(await me(page)).toMatchObject({ name: people.get(login)?.name, role, open: false });
		const read = await page.request.get(`${url}/api/audit`);
		expect(read.status()).toBe(role === "viewer" ? 403 : 200);
		await page.context().close();
	});
}

test("a person without a role can't sign in, and sees who to ask", async ({ browser }) => {
	const page = await signIn(browser, "nik");
	await expect(page.getByText("You have no role here")).toBeVisible();
	await expect(page.getByText("You are signed in at 127.0.0.1 as nik@contoso.example")).toBeVisible();
	await expectAccessible(page, "refused");
	expect(await me(page)).toBeNull();
	await page.getByRole("link", { name: /as someone else$/ }).click();
	await passProvider(page, "leo");
	await expect(page).toHaveURL(`${url}/findings`);
	expect(await me(page)).toMatchObject({ name: "Leo Lead" });
	await page.context().close();
});

test("groups that did not fit into the token are given as the reason", async ({ browser }) => {
	const page = await signIn(browser, "gus");
	await expect(page.getByText("Your groups do not fit into the sign-in")).toBeVisible();
	await page.context().close();
});

test("a role that changes at the provider changes here with the next sign-in, for all sessions", async ({
	browser,
}) => {
	const first = await signIn(browser, "leo");
	expect(await me(first)).toMatchObject({ role: "lead" });
	people.set("leo", { ...people.get("leo"), roles: ["Desk.Viewer"] });
	const second = await signIn(browser, "leo");
	expect(await me(second)).toMatchObject({ role: "viewer" });
	expect(await me(first)).toMatchObject({ role: "viewer" });
	people.set("leo", { ...people.get("leo"), roles: [] });
	const third = await signIn(browser, "leo");
	await expect(third.getByText("You have no role here")).toBeVisible();
	expect(await me(first)).toBeNull();
	expect(await me(second)).toBeNull();
	people.set("leo", { ...people.get("leo"), roles: ["Desk.Lead"] });
	for (const page of [first, second, third]) await page.context().close();
});

test("a provider account with the same name does not become an existing person with a password", async ({
	browser,
}) => {
	await person(app.environment, "add", "root", "--name", "Local Admin", "--role", "admin");
	const page = await signIn(browser, "eve");
	expect(await me(page)).toMatchObject({ name: "Local Admin", role: "viewer" });
	expect(await person(app.environment, "list")).toMatch(/^root +Local Admin +admin +password +never here$/m);
	await page.goto(`${url}/sign-in?problem=expired`);
	await expect(page.getByLabel("Login"), "beside the provider").toBeVisible();
	await page.context().close();
});

test("signing out ends the session here, then at the provider", async ({ browser }) => {
	const page = await signIn(browser, "ana", "/settings/account");
	await alive(page);
	const cookies = await page.context().cookies(url);
	await page.getByRole("button", { name: "Sign out", exact: true }).click();
	await expect(page.getByText("Do you want to sign-out")).toBeVisible();
	expect(page.url()).toContain(`${issuerAt(providerPort)}/session/end`);
	const stolen = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
	const answer = await fetch(`${url}/api/me`, { headers: { cookie: stolen } });
	expect(await answer.json()).toEqual({ me: null });
	await page.getByRole("button", { name: /^Yes/ }).click();
	await expect(page).toHaveURL(`${url}/sign-in`);
	await page.getByRole("link", { name: /^Sign in with/ }).click();
	await expect(page.locator('input[name="login"]'), "the provider asks again").toBeVisible();
	await page.context().close();
});

test("only the browser that started a sign-in can finish it, and only once", async ({ browser }) => {
	const mine = await newBrowser(browser);
	const set = await mine.request.get(`${url}/api/sign-in/provider`, { maxRedirects: 0 });
	const state = new URL(String(set.headers().location)).searchParams.get("state");
	const theirs = await newBrowser(browser);
	const stolen = await theirs.request.get(`${url}/api/sign-in/callback?code=made-up&state=${state}`, {
		maxRedirects: 0,
	});
	expect(stolen.headers().location).toContain("problem=expired");
	expect(await (await theirs.request.get(`${url}/api/me`)).json()).toEqual({ me: null });

	const page = await mine.newPage();
	const back: string[] = [];
	page.on("request", (request) => {
		if (request.url().startsWith(`${url}/api/sign-in/callback`)) back.push(request.url());
	});
	await page.goto(`${url}/findings`);
	await page.getByRole("link", { name: /^Sign in with/ }).click();
	await passProvider(page, "ana");
	await expect(page).toHaveURL(`${url}/findings`);
	expect(back).toHaveLength(1);
	await mine.clearCookies();
	await page.goto(String(back[0]));
	await expect(page).toHaveURL(/\/sign-in\?.*problem=expired/);
	expect(await me(page)).toBeNull();
	await mine.close();
	await theirs.close();
});

test("signing out everywhere ends the other browser as well", async ({ browser }) => {
	const [here, there] = [await signIn(browser, "ana", "/settings/account"), await signIn(browser, "ana")];
	await here.reload();
	await expect(here.getByText("This browser")).toHaveCount(1);
	await here.getByRole("button", { name: "Sign out everywhere" }).click();
	await expect(here.getByText("Do you want to sign-out")).toBeVisible();
	expect(await me(here)).toBeNull();
	expect(await me(there)).toBeNull();
	await there.reload();
	await expect(there).toHaveURL(/\/sign-in\?returnTo=/);
	await here.context().close();
	await there.context().close();
});

test("ending one session in the list leaves the others", async ({ browser }) => {
	const [here, there] = [await signIn(browser, "ada", "/settings/account"), await signIn(browser, "ada")];
	await here.reload();
	const before = await here.getByRole("button", { name: /^End the session/ }).count();
	await here
		.getByRole("button", { name: /^End the session/ })
		.first()
		.click();
	await expect(here.getByRole("button", { name: /^End the session/ })).toHaveCount(before - 1);
	expect(await me(there)).toBeNull();
	expect(await me(here)).toMatchObject({ role: "admin" });

	const rows = (await (await here.request.get(`${url}/api/audit?limit=200`)).json()).items as {
		verb: string;
	}[];
	const verbs = new Set(rows.map(({ verb }) => verb));
	for (const verb of ["sessions.open", "sessions.refuse", "sessions.revoke", "people.add", "people.update"]) {
		expect(verbs).toContain(verb);
	}
	await here.context().close();
	await there.context().close();
});
