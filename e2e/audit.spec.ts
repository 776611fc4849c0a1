import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { verifyFile } from "../lib/platform/audit/verify-file";
import type { FindingPage, FindingSummary } from "../lib/triage/findings/schema";
import { expectAccessible } from "./accessibility";
import { test } from "./test";

/** A decision on one finding. */
async function decideOne(page: Page, note: string): Promise<FindingSummary> {
	const list = await page.request.get("/api/findings?limit=1");
	const finding = ((await list.json()) as FindingPage).items[0] as FindingSummary;
	const decided = await page.request.post("/api/findings/decisions", {
		data: { verdict: "triaged", note, ids: [finding.id], versions: { [finding.id]: finding.version } },
	});
	expect(await decided.json()).toMatchObject({ decided: 1 });
	return finding;
}

const rows = (page: Page) => page.locator("tbody tr[data-id]");

test("a decision's audit record opens from its finding, and is read, exported and verified", async ({
	page,
}) => {
	const finding = await decideOne(page, 'Said "fine" on https://bad.example/a');

	await page.goto(`/findings?status=all&finding=${finding.id}`);
	const panel = page.getByLabel("Open finding");
	await panel.getByRole("tab", { name: /Activity/ }).click();
	await panel.getByRole("link", { name: "In the audit" }).click();
	await expect(page).toHaveURL(new RegExp(`/audit\\?kind=finding&target=${finding.id}`));
	await expect(rows(page).first()).toContainText(/Local administrator.*marked the finding .* as triaged/);
	// What developers read is one press away, and not in the list.
	await expect(page.getByRole("table", { name: "Audit" })).not.toContainText(/findings\.decide|[{}]/);
	await rows(page).first().getByText("marked the").last().click();
	const row = page.getByRole("dialog", { name: /Row \d+ of the audit/ });
	await expect(row.getByText('Said "fine" on hxxps://bad[.]example/a')).toBeVisible();
	await expect(row.getByText("triaged").first()).toBeVisible();
	await expect(row.getByText("findings.decide")).toBeHidden();
	await row.getByText("Technical detail").click();
	await expect(row.getByText("findings.decide")).toBeVisible();
	await row
		.getByRole("link", { name: /^finding/ })
		.first()
		.click();
	await expect(page).toHaveURL(new RegExp(`finding=${finding.id}`));

	await page.goto("/audit");
	await page.getByRole("button", { name: "Verify now" }).click();
	await expect(page.getByText(/The audit is whole: \d+ rows/)).toBeVisible();
	await expect(page.getByText(/^Verified through row/)).toBeVisible();
	await expect(rows(page).first()).toContainText("verified the audit through row");

	await page.getByRole("button", { name: "Export" }).click();
	const download = page.waitForEvent("download");
	await page.getByRole("menuitem", { name: "JSON lines, to verify offline" }).click();
	const bytes = await readFile(await (await download).path());
	const directory = await mkdtemp(join(tmpdir(), "afterclick-audit-"));
	try {
		const file = join(directory, "audit.jsonl");
		await writeFile(file, bytes);
		expect(await verifyFile(file)).toMatchObject({ outcome: "whole" });
		await writeFile(file, bytes.toString().replace('"Local administrator"', '"Somebody else"'));
		expect(await verifyFile(file)).toMatchObject({ outcome: "broken", broken: { kind: "changed" } });
	} finally {
		await rm(directory, { recursive: true, force: true });
	}
});

test("the keyboard moves, opens and closes, and the URL keeps what is shown", async ({ page }) => {
	await decideOne(page, "for the keyboard");
	await page.goto("/audit?text=for%20the%20keyboard", { waitUntil: "networkidle" });
	await expect(rows(page)).toHaveCount(1);
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	const row = page.getByRole("dialog", { name: /Row \d+ of the audit/ });
	await expect(row).toBeVisible();
	await expect(page).toHaveURL(/row=\d+/);
	await page.reload();
	await expect(row.getByText("for the keyboard", { exact: true })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(row).toBeHidden();
	await page.goto("/audit?verb=nothing.like.it&frm=1");
	await expect(page.getByRole("heading", { name: "No row matches" })).toBeVisible();
	await expect(page.getByText("Unknown filter.")).toBeVisible();
	await page.getByRole("button", { name: "Clear the filters" }).click();
	await expect(rows(page).first()).toBeVisible();
	await page.goto("/audit?row=99999999");
	await expect(page.getByText("This row doesn’t exist")).toBeVisible();
});

for (const [name, width, height] of [
	["desktop", 1440, 900],
	["phone", 390, 844],
] as const) {
	test.describe(`audit, ${name}`, () => {
		test.use({ viewport: { width, height } });
		test("is accessible and fits the screen", async ({ page }) => {
			await decideOne(page, "seen");
			await page.goto("/audit?last=24h", { waitUntil: "networkidle" });
			await expect(rows(page).first()).toBeVisible();
			await expectAccessible(page, "the list");
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
			await page.getByRole("button", { name: "Verify now" }).click();
			await expect(page.getByText(/The audit is whole/)).toBeVisible();
			await expectAccessible(page, "a verdict");
			await page.getByRole("button", { name: "Protection" }).click();
			await expectAccessible(page, "the protection");
			await page.keyboard.press("Escape");
			await rows(page)
				.nth(1)
				.click({ position: { x: 60, y: 12 } });
			await expect(page.getByRole("dialog", { name: /Row \d+ of the audit/ })).toBeVisible();
			await expectAccessible(page, "a row");
		});
	});
}
