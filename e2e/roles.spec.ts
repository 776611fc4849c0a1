import { type BrowserContext, expect, type Page } from "@playwright/test";
import type { FindingPage } from "../lib/triage/findings/schema";
import { expectAccessible } from "./accessibility";
import { OwnApp, SEED_HUNT } from "./own-app";
import { person } from "./person-command";
import { test } from "./test";

/** What people of different roles meet. They are made on the machine, and sign in as they would. */

test.describe.configure({ mode: "serial" });

const PASSWORD = "seven green bottles";
let app: OwnApp;
let analyst: BrowserContext;
let viewer: BrowserContext;
let admin: BrowserContext;

test.beforeAll(async ({ browser }) => {
	app = await OwnApp.start({ SKIP_SEED_RUN: "0" });
	const people = [];
	for (const [login, name, role] of [
		["ada", "Ada Rehn", "admin"],
		["bo", "Bo Lund", "analyst"],
		["vera", "Vera Sand", "viewer"],
	] as const) {
		const printed = await person(app.environment, "add", login, "--name", name, "--role", role);
		const given = /: (\S+)$/m.exec(printed)?.[1] ?? "";
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		const answer = await context.request.post(`${app.url}/api/sign-in/password`, {
			data: { login, password: given, newPassword: PASSWORD },
		});
		expect(answer.ok(), await answer.text()).toBe(true);
		people.push(context);
	}
	[admin, analyst, viewer] = people as [BrowserContext, BrowserContext, BrowserContext];
});
test.afterAll(async () => {
	for (const context of [admin, analyst, viewer]) await context?.close();
	await app?.clear();
});

async function open(context: BrowserContext, path: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(`${app.url}${path}`);
	return page;
}

const decide = async (context: BrowserContext, verdict: string) => {
	const list = await context.request.get(`${app.url}/api/findings?limit=1`);
	const [finding] = ((await list.json()) as FindingPage).items;
	return context.request.post(`${app.url}/api/findings/decisions`, {
		data: {
			verdict,
			ids: [finding?.id],
			versions: { [String(finding?.id)]: finding?.version },
		},
	});
};

test("a viewer can read all of triage, and no key or button decides", async () => {
	const page = await open(viewer, "/findings");
	const why = "Deciding findings needs the role Analyst; yours is Viewer.";
	await expect(page.getByText(why).first()).toBeVisible();
	await expect(page.getByText("No sign-in is set up")).toHaveCount(0);
	const rows = page.locator("tbody tr[data-id]");
	const first = await rows.first().getAttribute("data-id");
	await page.keyboard.press("j");
	await page.keyboard.press("o");
	const panel = page.getByLabel("Open finding");
	await expect(panel.getByRole("tab", { name: "Evidence" })).toBeVisible();
	await expect(panel.getByText(why)).toBeVisible();
	for (const name of [/^Triaged/, /^Benign/, /^Escalate/]) {
		await expect(panel.getByRole("button", { name })).toHaveCount(0);
	}
	for (const key of ["t", "b", "e", "u"]) await page.keyboard.press(key);
	await expect(page.getByRole("dialog")).toHaveCount(0);
	await expect(rows.first()).toHaveAttribute("data-id", String(first));
	await expectAccessible(page, "triage of a viewer");
	await page.keyboard.press("?");
	const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
	await expect(help).toBeVisible();
	await expect(help.getByText("Mark triaged")).toHaveCount(0);
	expect((await decide(viewer, "triaged")).status()).toBe(403);
	await page.close();
});

test("a viewer sees why they can't run, import, read or manage", async () => {
	const page = await open(viewer, `/hunts/${SEED_HUNT}`);
	await expect(page.getByText("Running hunts needs the role Analyst; yours is Viewer.")).toBeVisible();
	await expect(page.getByRole("button", { name: "Run hunt" })).toHaveCount(0);
	await page.goto(`${app.url}/hunts`);
	await expect(page.getByRole("table", { name: "Hunts" })).toContainText("User clicked through events");
	await expect(page.getByRole("button", { name: /^Run / })).toHaveCount(0);
	await page.goto(`${app.url}/workspace`);
	await expect(page.getByText("Importing into the workspace needs the role Lead")).toBeVisible();
	await page.goto(`${app.url}/audit`);
	await expect(page.getByText("Reading the audit needs the role Analyst; yours is Viewer.")).toBeVisible();
	await page.goto(`${app.url}/settings/people`);
	await expect(page.getByText("Seeing people needs the role Lead; yours is Viewer.")).toBeVisible();
	await page.goto(`${app.url}/settings/tokens`);
	await expect(page.getByRole("heading", { name: "You can’t create API tokens" })).toBeVisible();
	await expectAccessible(page, "a refusal");
	await page.close();
});

test("shows both decisions side by side when two people decide", async () => {
	const page = await analyst.newPage();
	const hears = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
	await page.goto(`${app.url}/findings`);
	await expect(page.locator("tbody tr[data-id]").first()).toBeVisible();
	await hears;
	await page.keyboard.press("j");
	await page.keyboard.press("b");
	const asked = page.getByRole("dialog", { name: "Why is it benign?" });
	await expect(asked).toBeVisible();
	expect((await decide(admin, "triaged")).ok()).toBe(true);
	await expect(asked.getByText("This finding changed while you were deciding")).toBeVisible();
	await expect(asked.getByRole("status")).toContainText("Ada Rehn");
	await expectAccessible(page, "a dialog over a finding that another person changed", "[role=dialog]");
	await page.keyboard.press("5");
	await page.keyboard.press("Enter");
	const conflict = page.getByRole("dialog", { name: "This finding changed in the meantime" });
	await expect(conflict.getByRole("region", { name: "Current" })).toContainText("Ada Rehn");
	await conflict.getByRole("button", { name: "Keep theirs" }).click();
	await page.close();
});

test("an administrator lowers a person's role, disables and enables them, each with effect at once", async () => {
	const page = await open(admin, "/settings/people");
	const table = page.getByRole("table", { name: "People" });
	const row = table.getByRole("row", { name: /Bo Lund/ });
	await expect(row).toContainText("Analyst");
	await expect(row.getByRole("button", { name: "Actions for Bo Lund" })).toBeVisible();
	await expect(table.getByRole("button", { name: "Actions for Ada Rehn" })).toHaveCount(0);
	await expectAccessible(page, "the people");

	await row.getByRole("button", { name: "Actions for Bo Lund" }).click();
	await page.getByRole("menuitem", { name: "Role and workspaces…" }).click();
	const form = page.getByRole("dialog", { name: "Bo Lund" });
	await expectAccessible(page, "a person's role");
	await form.getByRole("radio", { name: /^Viewer/ }).check();
	await form.getByRole("button", { name: "Save" }).click();
	await expect(row).toContainText("Viewer");
	expect((await decide(analyst, "triaged")).status()).toBe(403);

	await row.getByRole("button", { name: "Actions for Bo Lund" }).click();
	await page.getByRole("menuitem", { name: "Disable…" }).click();
	await page
		.getByRole("dialog", { name: "Disable Bo Lund?" })
		.getByRole("button", { name: "Disable" })
		.click();
	await expect(row).toContainText("Disabled");
	expect((await analyst.request.get(`${app.url}/api/findings`)).status()).toBe(401);

	await page.goto(`${app.url}/audit?kind=person`);
	await expect(page.locator("tbody tr[data-id]").first()).toContainText("disabled Bo Lund");
	await page.getByRole("button", { name: "Ada Rehn" }).click();
	await page.getByRole("menuitem", { name: "Sign out" }).click();
	await expect(page).toHaveURL(/\/sign-in/);
	expect((await admin.request.get(`${app.url}/api/findings`)).status()).toBe(401);
	await page.close();
});
