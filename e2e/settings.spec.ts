import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { test } from "./test";

test("while no sign-in is set up, every page says so once, with a link to set it up", async ({ page }) => {
	await page.goto("/findings");
	const line = page.getByRole("complementary", { name: "Sign-in" });
	await expect(line).toContainText("No sign-in is set up");
	expect((await line.boundingBox())?.height).toBeLessThanOrEqual(32);
	await line.getByRole("link", { name: "Set up sign-in" }).click();
	await expect(page).toHaveURL(/\/settings\/people$/);
	await expect(page.getByText("No sign-in is set up yet")).toBeVisible();
	await expect(page.getByText("npm run person -- add")).toBeVisible();
	await line.getByRole("button", { name: "Hide until the browser is closed" }).click();
	await expect(line).toHaveCount(0);
	await page.goto("/hunts");
	await expect(page.getByRole("heading", { level: 1, name: "Hunts" })).toBeVisible();
	await expect(line).toHaveCount(0);
	await page.getByRole("button", { name: "Local administrator" }).click();
	await expect(page.getByText("Administrator", { exact: true })).toBeVisible();
	await page.getByRole("menuitem", { name: "Settings" }).click();
	await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
});

test("a token is created, shown once, works within its limits, and is ended", async ({
	page,
	playwright,
	baseURL,
}) => {
	await page.goto("/settings/tokens");
	await page.getByRole("button", { name: "New token" }).first().click();
	const form = page.getByRole("dialog", { name: "New API token" });
	await form.getByRole("button", { name: "Create token" }).click();
	await expect(form.getByRole("alert").filter({ hasText: "Enter what it is for" })).toBeVisible();
	await expect(form.getByRole("textbox", { name: "What is it for?" })).toBeFocused();
	await form.getByRole("textbox", { name: "What is it for?" }).fill("ticketing");
	await form.getByRole("combobox", { name: "Owner" }).click();
	await page.getByRole("option", { name: "A service’s" }).click();
	await form.getByRole("radio", { name: /^Viewer/ }).check();
	const all = form.getByRole("checkbox", { name: "Everything the role allows for tokens" });
	await expect(all).not.toBeChecked();
	await form.getByRole("button", { name: "Create token" }).click();
	await expect(
		form.getByRole("alert").filter({ hasText: "Choose at least one thing the token may do." }),
	).toBeVisible();
	await all.check();
	await expect(form.getByRole("checkbox", { name: "Reading findings" })).toBeChecked();
	await all.uncheck();
	await expect(form.getByRole("checkbox", { name: "Reading findings" })).not.toBeChecked();
	await form.getByRole("checkbox", { name: "Reading findings" }).check();
	await expectAccessible(page, "the form of a token");
	await form.getByRole("button", { name: "Create token" }).click();
	const dialog = page.getByRole("dialog", { name: "The token “ticketing” is ready" });
	const secret = await dialog.getByRole("textbox", { name: "Token" }).inputValue();
	expect(secret).toMatch(/^acl_/);
	await expectAccessible(page, "a token's secret");
	await dialog.getByRole("button", { name: "Done" }).click();
	const row = page.getByRole("table", { name: "API tokens" }).getByRole("row", { name: /ticketing/ });
	await expect(row).toContainText("Service");
	await expect(row).toContainText("Viewer");
	await expect(page.locator("main")).not.toContainText(secret);

	const program = await playwright.request.newContext({
		...(baseURL === undefined ? {} : { baseURL }),
		extraHTTPHeaders: { authorization: `Bearer ${secret}` },
	});
	expect((await program.get("/api/findings?limit=1")).status()).toBe(200);
	expect((await program.get("/api/hunts")).status()).toBe(403);
	expect((await program.get("/api/audit")).status()).toBe(403);
	expect((await program.post("/api/findings/decisions", { data: {} })).status()).toBe(403);

	await row.getByRole("button", { name: "Revoke the token ticketing" }).click();
	const question = page.getByRole("dialog", { name: "Revoke the token “ticketing”?" });
	await question.getByRole("button", { name: "Revoke the token" }).click();
	await expect(row).toContainText("Revoked");
	expect((await program.get("/api/findings?limit=1")).status()).toBe(401);
	await program.dispose();
});

for (const [name, width, height] of [
	["desktop", 1440, 900],
	["phone", 390, 844],
] as const) {
	test.describe(`settings, ${name}`, () => {
		test.use({ viewport: { width, height } });
		test("are accessible and fit the screen", async ({ page }) => {
			await page.goto("/settings/people");
			await expect(page.getByRole("table", { name: "People" })).toContainText("Local administrator");
			await expectAccessible(page, "the people");
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
			await page.getByRole("button", { name: "Local administrator" }).click();
			await expectAccessible(page, "the menu of who works here");
			await page.keyboard.press("Escape");
			await page.goto("/settings/tokens");
			await expect(page.getByRole("button", { name: "New token" }).first()).toBeVisible();
			await expectAccessible(page, "the tokens");
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		});
	});
}
