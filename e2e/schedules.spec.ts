import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { OwnApp, SEED_HUNT } from "./own-app";
import { test } from "./test";

let app: OwnApp;
test.beforeAll(async () => {
	app = await OwnApp.start();
});
test.afterAll(() => app?.clear());

test("a lead schedules a hunt with the keyboard, runs and pauses it, and reads the log", async ({ page }) => {
	await page.goto(`${app.url}/hunts/${SEED_HUNT}`, { waitUntil: "networkidle" });
	const schedule = page.getByRole("region", { name: "Schedule" });
	await expect(schedule.getByText("Runs only when started by hand")).toBeVisible();

	await test.step("schedule it, and see the next runs", async () => {
		await schedule.getByRole("button", { name: "Schedule" }).focus();
		await page.keyboard.press("Enter");
		const dialog = page.getByRole("dialog", { name: "When this hunt runs" });
		await dialog.getByRole("combobox", { name: "Runs" }).focus();
		await page.keyboard.press("Enter");
		await page.getByRole("option", { name: "Other times" }).press("Enter");
		await dialog.getByLabel("Cron").fill("0 25 * * *");
		await expect(dialog.getByText(/constraint|range/i).first()).toBeVisible();
		await dialog.getByLabel("Cron").fill("30 6 * * MON-FRI");
		await dialog.getByLabel("Time zone").fill("Europe/Berlin");
		const preview = dialog.getByRole("table", { name: "Next runs" });
		await expect(preview.getByRole("columnheader", { name: "Europe/Berlin" })).toBeVisible();
		await expect(preview.locator("tbody tr")).toHaveCount(5);
		await expect(preview.locator("tbody tr").first()).toContainText("06:30");
		await expectAccessible(page, "the schedule’s dialog");
		await dialog.getByLabel("Time zone").press("Enter");
		await expect(dialog).toBeHidden();
		await expect(schedule.getByText("30 6 * * MON-FRI")).toBeVisible();
		await expect(schedule.getByText("Next", { exact: false })).toBeVisible();
	});

	await test.step("run it now, pause it, resume it", async () => {
		await schedule.getByRole("button", { name: "Run now" }).press("Enter");
		await expect(
			page.getByRole("table", { name: "Runs" }).getByText("Succeeded").filter({ visible: true }).first(),
		).toBeVisible();
		await schedule.getByRole("button", { name: "Pause" }).press("Enter");
		await expect(schedule.getByText("Paused")).toBeVisible();
		await schedule.getByRole("button", { name: "Resume" }).press("Enter");
		await expect(schedule.getByText("Paused")).toBeHidden();
	});

	await test.step("read the log and its chart, filter and export", async () => {
		await page.goto(`${app.url}/runs?status=succeeded`, { waitUntil: "networkidle" });
		const rows = page.getByRole("table", { name: "Runs" }).locator("tbody tr[data-id]");
		await expect(rows).toHaveCount(1);
		await expect(page.getByRole("img", { name: /^Findings by day/ })).toBeVisible();
		await expect(page.getByRole("img", { name: /^Runs by day.*1/ })).toBeVisible();
		await expectAccessible(page, "the log of runs");
		await page.getByRole("button", { name: "Export" }).press("Enter");
		const waiting = page.waitForEvent("download");
		await page.getByRole("menuitem", { name: "CSV" }).press("Enter");
		expect((await waiting).suggestedFilename()).toMatch(/^runs-.*\.csv$/);
		const lines = await (await page.request.get(`${app.url}/api/runs/export?format=jsonl`)).text();
		expect(lines.trim().split("\n")).toHaveLength(1);
		await page.goto(`${app.url}/runs?status=failed`, { waitUntil: "networkidle" });
		await expect(page.getByText("No run matches.")).toBeVisible();
	});
});
