import { expect } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { test } from "./test";
import { TriagePage } from "./triage-page";

/** Menus, lists and popovers over the page. */
const OVERLAY = "[role=menu], [role=listbox], [role=dialog]";

const SIZES = [
	{ name: "desktop", width: 1440, height: 900 },
	{ name: "phone", width: 390, height: 844 },
] as const;

for (const { name, width, height } of SIZES) {
	test.describe(`triage, ${name}`, () => {
		test.use({ viewport: { width, height } });

		test("list, selection, dialogs, panel, notices and empty state", async ({ page }) => {
			const triage = new TriagePage(page);
			await triage.open();
			await expectAccessible(page, "the list");

			await page.keyboard.press("j");
			await page.keyboard.press("x");
			await expect(triage.selection).toBeVisible();
			await expectAccessible(page, "a selection", "[aria-label=Selection]");
			await page.keyboard.press("Escape");

			for (const [key, title] of [
				["b", "Why is it benign?"],
				["e", "Escalate this finding"],
				["?", "Keyboard shortcuts"],
			] as const) {
				await page.keyboard.press(key);
				await expect(page.getByRole("dialog", { name: title })).toBeVisible();
				await expectAccessible(page, title, "[role=dialog]");
				await page.keyboard.press("Escape");
				await expect(page.getByRole("dialog", { name: title })).toBeHidden();
			}

			await page.keyboard.press("o");
			await expect(triage.panel.getByRole("tab", { name: "Evidence" })).toBeVisible();
			for (const tab of ["Evidence", "Raw rows", /Activity/]) {
				await triage.panel.getByRole("tab", { name: tab }).click();
				await expectAccessible(page, `the panel, ${tab}`, "[aria-label='Open finding']");
			}

			await triage.open("?usr=1&last=90d&workload=Email");
			await expectAccessible(page, "filters and a notice");
			await triage.open("?status=all&text=nothing-is-called-this");
			await expect(page.getByRole("heading", { name: "No finding matches" })).toBeVisible();
			await expectAccessible(page, "the empty list");
		});

		test("menus", async ({ page }) => {
			const triage = new TriagePage(page);
			await triage.open();
			await page.getByRole("button", { name: "Appearance" }).click();
			await expectAccessible(page, "the appearance menu", "[role=menu]");
			await page.keyboard.press("Escape");
			if (name === "phone") {
				await page.getByRole("button", { name: "Filters" }).click();
				await expectAccessible(page, "the filters");
			}
			for (const filter of ["Click", "Time"]) {
				const button = page.getByRole("button", { name: new RegExp(`^${filter}$`) }).last();
				await button.click();
				await expectAccessible(page, `the filter ${filter}`, OVERLAY);
				await page.keyboard.press("Escape");
			}
			await page.getByRole("combobox", { name: "User" }).click();
			await expect(page.getByRole("option").first()).toBeVisible();
			await expectAccessible(page, "the user filter", OVERLAY);
		});
	});
}
