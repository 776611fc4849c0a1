import { type BrowserContext, expect, type Page, type Request } from "@playwright/test";
import { TOTP } from "otpauth";
import { expectAccessible } from "./accessibility";
import { OwnApp } from "./own-app";
import { person, printedPassword } from "./person-command";
import { alive, test } from "./test";

/** People who sign in with a password of this product: from the first one made on the machine on. */

test.describe.configure({ mode: "serial" });

const PASSWORD = "seven green bottles";
let app: OwnApp;
let given: string;
let secret: string;
test.beforeAll(async () => {
	app = await OwnApp.start();
});
test.afterAll(() => app.clear());

async function fillIn(page: Page, login: string, password: string): Promise<void> {
	await page.getByLabel("Login").fill(login);
	await page.getByLabel("Password", { exact: true }).fill(password);
	await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** What the page says went wrong; Next's own region for page changes has the same role. */
const alertOn = (page: Page) => page.locator('[role="alert"]:not(#__next-route-announcer__)');

/** A code that was not used yet: the one of the next time step. */
let step = 0;
function freshCode(): string {
	const now = Math.floor(Date.now() / 30_000);
	step = Math.max(step + 1, now);
	return new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate({
		timestamp: step * 30_000,
	});
}

async function signIn(context: BrowserContext, path = "/findings"): Promise<Page> {
	const page = await context.newPage();
	await page.goto(`${app.url}${path}`);
	await fillIn(page, "kim", PASSWORD);
	// The sign-in leads there as a new page, whose buttons answer a moment after they show.
	await expect(page).toHaveURL(`${app.url}${path}`);
	await alive(page);
	return page;
}

/** Has requests of the page wait. @returns lets them go on, and later ones too */
async function hold(
	page: Page,
	urls: string,
	held: (request: Request) => boolean = () => true,
): Promise<() => void> {
	let release = () => {};
	const released = new Promise<void>((resolve) => {
		release = resolve;
	});
	await page.route(urls, async (route) => {
		if (held(route.request())) await released;
		await route.fallback();
	});
	return release;
}

/** Lets the page read nothing more by itself, so that it is a click that meets the end of the session. */
function holdReads(page: Page): Promise<() => void> {
	return hold(
		page,
		"**/api/**",
		(request) => request.method() === "GET" && !request.url().endsWith("/api/me"),
	);
}

test("adding the first person ends access without sign-in at once, in every browser", async ({ page }) => {
	await page.goto(`${app.url}/findings`);
	await expect(page.getByRole("heading", { level: 1, name: "Findings" })).toBeVisible();

	await expect(person(app.environment, "add", "kim", "--name", "Kim Lee")).rejects.toThrow(
		/has to be an administrator/,
	);
	const printed = await person(app.environment, "add", "Kim", "--name", "Kim Lee", "--role", "admin");
	expect(printed).toContain("every open browser is asked to sign in");
	given = printedPassword(printed);
	expect(await person(app.environment, "list")).toMatch(/^kim +Kim Lee +admin +password +never here$/m);

	expect((await fetch(`${app.url}/api/findings`)).status).toBe(401);
	await page.goto(`${app.url}/hunts?order=name`);
	await expect(page).toHaveURL(`${app.url}/sign-in?returnTo=%2Fhunts%3Forder%3Dname`);
	await expect(page.getByLabel("Login")).toBeFocused();
	await expectAccessible(page, "sign-in");
});

test("an initial password must be changed before sign-in, which then leads to the requested page", async ({
	page,
}) => {
	await page.goto(`${app.url}/hunts?order=name`);
	await fillIn(page, "nobody", given);
	await expect(alertOn(page)).toContainText("Login or password is wrong");
	await fillIn(page, "kim", given);
	await expect(page.getByLabel("New password")).toBeFocused();
	await page.keyboard.type("kim and kim and kim");
	await page.getByLabel("Repeat the password").fill("kim and kim and kim");
	await page.keyboard.press("Enter");
	await expect(alertOn(page)).toContainText("it must not contain the login");
	await page.getByLabel("New password").fill(PASSWORD);
	await page.keyboard.press("Enter");
	await expect(alertOn(page)).toContainText("don’t match");
	await page.getByLabel("Repeat the password").fill(PASSWORD);
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(`${app.url}/hunts?order=name`);
	await expect(page.getByRole("heading", { level: 1, name: "Hunts" })).toBeVisible();
	const cookie = (await page.context().cookies()).find(({ name }) => name === "afterclick_session");
	expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
});

test("a sign-in that is sent before the page's code is here is kept until it is", async ({ newContext }) => {
	const context = await newContext();
	const page = await context.newPage();
	const release = await hold(page, "**/_next/static/**/*.js");
	// Not `goto`, which waits until the page is alive.
	await page.evaluate((url) => location.assign(url), `${app.url}/sign-in?returnTo=%2Fhunts`);
	await fillIn(page, "kim", PASSWORD);
	await expect(page).toHaveURL(`${app.url}/sign-in?returnTo=%2Fhunts`);
	release();
	await expect(page).toHaveURL(`${app.url}/hunts`);
	await context.close();
});

test("an authenticator app is set up with a code, and required from then on", async ({ newContext }) => {
	const context = await newContext();
	const page = await signIn(context, "/settings/account");
	await expect(page.getByText("This browser")).toBeVisible();
	await expectAccessible(page, "the account");
	await page.getByRole("button", { name: "Set up" }).click();
	await page.getByLabel("Your password").fill("not this one at all");
	await page.keyboard.press("Enter");
	await expect(alertOn(page)).toContainText("This password is wrong");
	await page.getByLabel("Your password").fill(PASSWORD);
	await page.keyboard.press("Enter");
	const key = page.getByText("type in the key").locator("code");
	secret = ((await key.textContent()) ?? "").replaceAll(" ", "");
	const qr = page.getByRole("img", { name: /QR code/ });
	expect(await qr.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
	await page.getByLabel("The code it shows").fill("000000");
	await page.keyboard.press("Enter");
	await expect(alertOn(page)).toContainText("This code is wrong");
	await page.getByLabel("The code it shows").fill(freshCode());
	await page.keyboard.press("Enter");
	const codes = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
	await expect(codes).toHaveCount(10);
	const recovery = await codes.allInnerTexts();
	await page.getByRole("button", { name: "I saved them" }).click();
	await page.getByRole("button", { name: "Sign out", exact: true }).click();
	await expect(page).toHaveURL(`${app.url}/sign-in`);

	await fillIn(page, "kim", PASSWORD);
	await expect(page.getByLabel("Code")).toBeFocused();
	await page.keyboard.type("000000");
	await page.keyboard.press("Enter");
	await expect(alertOn(page)).toContainText("wrong or was already used");
	await page.getByLabel("Code").fill(freshCode());
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(`${app.url}/findings`);
	await page.goto(`${app.url}/settings/account`);
	await page.getByRole("button", { name: "Sign out", exact: true }).click();
	await expect(page).toHaveURL(`${app.url}/sign-in`);

	await fillIn(page, "kim", PASSWORD);
	await page.getByLabel("Code").fill(recovery[0] ?? "");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(`${app.url}/findings`);
	await page.goto(`${app.url}/settings/account`);
	await expect(page.getByText("9 recovery codes are left")).toBeVisible();
	await page.getByRole("button", { name: "Remove" }).click();
	await page.getByLabel("Your password").fill(PASSWORD);
	await page.keyboard.press("Enter");
	await expect(page.getByText("your password alone signs you in")).toBeVisible();
	await context.close();
});

test("a write after the session has ended waits for the sign-in and is then sent", async ({ newContext }) => {
	const context = await newContext();
	const page = await signIn(context, "/hunts/f075d4c4-cf76-4e5d-9c2d-9ed524286316");
	const run = page.getByRole("button", { name: "Run hunt" });
	await run.waitFor();
	const release = await holdReads(page);
	await person(app.environment, "disable", "kim").catch((error: Error) => {
		expect(error.message, "the last administrator stays").toContain("No one would be left");
	});
	// Ended from another browser.
	const elsewhere = await newContext();
	const other = await signIn(elsewhere, "/settings/account");
	await other.getByRole("button", { name: "Sign out everywhere" }).click();
	await expect(other).toHaveURL(`${app.url}/sign-in`);
	await elsewhere.close();

	await run.click();
	const dialog = page.getByRole("dialog", { name: "You are signed out" });
	await expect(dialog).toBeVisible();
	release();
	await expectAccessible(page, "the dialog");
	const [tab] = await Promise.all([
		context.waitForEvent("page"),
		dialog.getByRole("link", { name: "Sign in" }).click(),
	]);
	const sent = page.waitForResponse((response) => response.url().endsWith("/runs") && response.ok());
	await fillIn(tab, "kim", PASSWORD);
	await sent;
	await expect(dialog).toBeHidden();
	await expect(page.getByText(/succeeded/i).first()).toBeVisible();
	await context.close();
});

test("a waiting write is not sent in another person's name", async ({ newContext }) => {
	const made = await person(app.environment, "add", "ada", "--name", "Ada", "--role", "lead");
	const context = await newContext();
	const page = await signIn(context, "/hunts/f075d4c4-cf76-4e5d-9c2d-9ed524286316");
	await page.getByRole("button", { name: "Run hunt" }).waitFor();
	await holdReads(page);
	await context.clearCookies({ name: "afterclick_session" });
	let sent = 0;
	page.on("request", (request) => {
		if (request.method() === "POST") sent += 1;
	});
	await page.getByRole("button", { name: "Run hunt" }).click();
	const [tab] = await Promise.all([
		context.waitForEvent("page"),
		page.getByRole("link", { name: "Sign in" }).click(),
	]);
	await fillIn(tab, "ada", printedPassword(made));
	await tab.getByLabel("New password").fill("purple trombone parade");
	await tab.getByLabel("Repeat the password").fill("purple trombone parade");
	await tab.keyboard.press("Enter");
	await expect(page.getByRole("dialog", { name: "You are signed in as Ada now" })).toBeVisible();
	expect(sent, "once, before").toBe(1);
	await context.close();
});

test("five wrong passwords lock the login, also for the right one", async ({ page }) => {
	await page.goto(`${app.url}/sign-in`);
	for (let round = 0; round < 5; round++) {
		await fillIn(page, "ada", `wrong one ${round}`);
		await expect(alertOn(page)).toContainText("is wrong");
		await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
	}
	await fillIn(page, "ada", "purple trombone parade");
	await expect(alertOn(page)).toContainText("Too many wrong attempts");
	await expect(alertOn(page)).toContainText(/Try again in \d+ seconds/);
});

test("an administrator adds a person on the page, with a password that must be changed", async ({
	newContext,
}) => {
	const context = await newContext();
	const page = await signIn(context, "/settings/people");
	await page.getByRole("button", { name: "Add person" }).click();
	const form = page.getByRole("dialog", { name: "Add a person" });
	await form.getByRole("button", { name: "Add the person" }).click();
	await expect(form.getByLabel("Login")).toBeFocused();
	await form.getByLabel("Login").fill("Max");
	await form.getByLabel("Name").fill("Max Moor");
	await form.getByRole("radio", { name: /^Viewer/ }).check();
	await expectAccessible(page, "the form of a person", "[role=dialog]");
	await form.getByRole("button", { name: "Add the person" }).click();
	const ready = page.getByRole("dialog", { name: "max can sign in" });
	const password = await ready.getByRole("textbox", { name: "One-time password" }).inputValue();
	await ready.getByRole("button", { name: "Done" }).click();
	await expect(page.getByRole("row", { name: /Max Moor/ })).toContainText("Viewer");
	await context.close();

	const theirs = await (await newContext()).newPage();
	await theirs.goto(`${app.url}/sign-in`);
	await fillIn(theirs, "max", password);
	await expect(theirs.getByLabel("New password")).toBeVisible();
	await theirs.context().close();
});

test("the return path never leads to another site", async ({ page }) => {
	await page.goto(`${app.url}/sign-in?returnTo=//evil.example/`);
	await fillIn(page, "kim", PASSWORD);
	await expect(page).toHaveURL(`${app.url}/findings`);
});

test("a person disabled by the command is signed out at once", async ({ newContext }) => {
	await person(app.environment, "password", "ada");
	const context = await newContext();
	const page = await signIn(context);
	await expect(page.getByRole("heading", { level: 1, name: "Findings" })).toBeVisible();
	await person(app.environment, "role", "ada", "admin");
	await person(app.environment, "disable", "kim");
	await page.reload();
	await expect(page).toHaveURL(/\/sign-in\?returnTo=/);
	await context.close();
});
