import { expect } from "@playwright/test";
import { OwnApp } from "./own-app";
import { test } from "./test";
import { TriagePage } from "./triage-page";

let app: OwnApp | undefined;
test.beforeAll(async () => {
	test.setTimeout(300_000);
	app = await OwnApp.start({ SKIP_SEED_RUN: "0" });
});
test.afterAll(() => app?.clear());

test("a case: escalated by keyboard, taken, given a next action, moved on the board, held open by its tasks, found", async ({
	page,
}) => {
	test.setTimeout(120_000);
	await expect
		.poll(async () => (await (await page.request.get(`${app?.url}/api/findings`)).json()).items.length, {
			timeout: 60_000,
		})
		.toBeGreaterThan(3);
	await page.goto(`${app?.url}/findings`, { waitUntil: "networkidle" });
	const triage = new TriagePage(page);
	await page.keyboard.press("j");
	await page.keyboard.press("e");
	await expect(page.getByRole("radio", { name: "A new case" })).toBeFocused();
	await expect(page.getByPlaceholder(/click/i)).toBeVisible();
	await page.keyboard.press("Enter");
	await expect(triage.toast("1 finding escalated")).toContainText("Case #");
	await triage
		.toast("1 finding escalated")
		.getByRole("link", { name: /^Case #/ })
		.click();

	await expect(page.getByRole("heading", { level: 1 })).toContainText("#1");
	await page.getByRole("button", { name: "Take", exact: true }).click();
	await expect(page.getByRole("button", { name: "Take", exact: true })).toBeHidden();
	await page.getByRole("button", { name: "Edit the next action" }).click();
	await page.getByLabel("What is to be done next?").fill("Ask the person");
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByText("Ask the person", { exact: true })).toBeVisible();
	for (const section of ["Findings", "Entities"]) {
		await page.getByRole("tab", { name: new RegExp(`^${section}`) }).click();
		await expect(page.getByRole("tabpanel")).toContainText("@");
	}

	await page.goto(`${app?.url}/cases`, { waitUntil: "networkidle" });
	const card = page.locator("[data-case]");
	await expect(card).toHaveCount(1);
	await card.focus();
	await page.keyboard.press("m");
	await page.getByRole("menuitem", { name: "Contained" }).click();
	await expect(page.getByRole("list", { name: "Contained" }).locator("[data-case]")).toHaveCount(1);
	await card.focus();
	await page.keyboard.press("m");
	await page.getByRole("menuitem", { name: "Closed" }).click();
	await expect(page.getByRole("dialog", { name: /^Close case/ })).toContainText("tasks hold this case open");
	await page.keyboard.press("Escape");
	await page.getByRole("radio", { name: "Table" }).click();
	await expect(page.getByRole("table", { name: "Cases" })).toContainText("Contained");
	await page.getByLabel("Search cases, findings and notes").fill("Ask the person");
	await expect(page.getByText("Fields", { exact: true })).toBeVisible();
});
