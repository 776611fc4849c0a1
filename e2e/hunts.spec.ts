import { expect } from "@playwright/test";
import type { RunSummary } from "../lib/triage/catalogue/schema";
import type { FindingFacets } from "../lib/triage/findings/schema";
import { expectAccessible } from "./accessibility";
import { HuntPage } from "./hunt-page";
import { OwnApp } from "./own-app";
import { test } from "./test";

test.describe.configure({ mode: "serial" });

let own: OwnApp;
test.beforeAll(async () => {
	own = await OwnApp.start();
	await own.addHunt(
		"broken-query.yaml",
		`id: broken query/1
name: Not KQL
description: Its query cannot be read.
tactics: [InitialAccess, NoSuchTactic]
requiredDataConnectors:
  - connectorId: MicrosoftThreatProtection
    dataTypes: [DeviceEvents]
query: |
  UrlClickEvents
  | nosuchoperator
`,
	);
});
/** Takes longer than any test waits, so that there is time to look at it and to cancel it. */
const SLOW_HUNT = `id: slow
name: Every pair of clicks
description: Compares each click with each other.
tactics: [Discovery]
query: |
  UrlClickEvents
  | extend k = 1
  | join kind=inner (UrlClickEvents | extend k = 1) on k
  | summarize Pairs = countif(Url != Url1)
`;

test.afterAll(() => own?.clear());

test("the catalogue lists hunts, and rejected files with their reason and place", async ({ page }) => {
	await page.goto(`${own.url}/hunts`);
	await expect(page).toHaveTitle("Hunts · Afterclick");
	const hunts = page.getByRole("table", { name: "Hunts" });
	const seed = hunts.getByRole("row", { name: /User clicked through events/ });
	await expect(seed).toContainText("Initial Access");
	await expect(seed).toContainText("T1566");
	await expect(seed).toContainText("1.0.0");
	await expect(seed).toContainText("None open");
	await expect(seed).toContainText("Never");
	await expect(page.getByRole("heading", { name: /not used/ })).toHaveCount(0);

	await own.addHunt("stub.yaml", "id: stub\nname: Moved\ndescription: Moved elsewhere.\n");
	await own.addHunt("torn.yaml", 'id: torn\nname: "Torn\nquery: |\n  UrlClickEvents\n');
	await page.getByRole("button", { name: "Look again" }).click();
	const refused = page.getByRole("region", { name: "2 files are not used" });
	await expect(refused.getByRole("listitem").filter({ hasText: "stub.yaml" })).toContainText("has no query");
	await expect(refused.getByRole("listitem").filter({ hasText: "torn.yaml" })).toContainText(
		/line \d+, column \d+.*not YAML/s,
	);
	await expect(seed).toBeVisible();
});

test("a hunt's page says what it looks for, where, and what it needs", async ({ page }) => {
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await expect(page).toHaveTitle("User clicked through events · Afterclick");
	await expect(page.getByText("via click though option on SafeLinks warning page")).toBeVisible();
	const technique = page.getByRole("link", { name: /^T1566/ });
	await expect(technique).toHaveAttribute("href", "https://attack.mitre.org/techniques/T1566/");
	await expect(technique).toHaveAttribute("rel", "noreferrer");
	await expect(technique).toHaveAttribute("target", "_blank");
	const tables = page.getByRole("region", { name: "Required tables" });
	await expect(tables).toContainText("UrlClickEvents");
	await expect(tables).toContainText("Present");
	await expect(tables).toContainText(/[\d,]+ rows/);
	await expect(tables).toContainText(/ago|just now/);
	await expect(page.getByText("This hunt has not run yet.")).toBeVisible();
	const lines = page.getByRole("group", { name: "KQL" }).locator("[data-line]");
	await expect(lines).toHaveCount(4);
	await expect(lines.nth(1)).toHaveText('| where ActionType == "ClickAllowed" or IsClickedThrough !="0" ');
});

test("a custom window is checked before anything runs", async ({ page }) => {
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await page.getByRole("radio", { name: "Custom" }).click();
	const fault = page.getByRole("region", { name: "Run this hunt" }).getByRole("alert");
	const from = page.getByLabel("From");
	const to = page.getByLabel("Until, not included");
	await expect(from).not.toHaveValue("");
	await from.fill("2026-05-05T00:00");
	await to.fill("2026-05-01T00:00");
	await hunt.runButton.click();
	await expect(fault).toHaveText("The window ends before it starts.");
	await expect(to).toBeFocused();
	await from.fill("2020-05-05T00:00");
	await expect(fault).toHaveCount(0);
	await hunt.runButton.click();
	await expect(fault).toHaveText("The window is longer than 731 days.");
	await expect(from).toBeFocused();
	await from.fill("");
	await hunt.runButton.click();
	await expect(fault).toHaveText("Enter when the window starts.");
	await expectAccessible(page, "a wrong window");
	await expect(hunt.run).toHaveCount(0);
});

test("the seed hunt runs from its page to its findings", async ({ page }) => {
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await hunt.start("90 days");
	await hunt.expectRun("succeeded");
	await expect(hunt.announcer).toHaveText(/The run succeeded: findings \d+ new, 0 seen again, 0 changed/);
	await expect(hunt.runs).toHaveCount(1);
	await expect(hunt.runs.first()).toContainText("Succeeded");

	const review = page.getByRole("link", { name: /^Review/ });
	const found = Number(/^Review (\d+) new findings$/.exec((await review.textContent()) ?? "")?.[1]);
	expect(found).toBeGreaterThan(300);
	await review.click();
	await expect(page).toHaveURL(/\/findings\?run=[\w-]+&status=new$/);
	await expect(page.getByRole("radio", { name: /^New/ })).toHaveText(new RegExp(`${found}$`));
});

test("run again, the same findings are seen again; the run's page says so, with the query as sent", async ({
	page,
}) => {
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await hunt.start("90 days");
	await expect(hunt.runs).toHaveCount(2);
	await hunt.expectRun("succeeded");
	await expect(hunt.run).toContainText(/0 new\s*\d+ seen again/);
	await page.getByRole("link", { name: "Run record" }).click();
	await expect(page).toHaveTitle("Run of User clicked through events · Afterclick");
	const record = page.getByRole("region", { name: "Record" });
	await expect(record).toContainText("Local administrator");
	await expect(record).toContainText("Local workspace");
	await expect(page.getByRole("group", { name: "KQL" })).toContainText("| summarize by ReportId");
	await record.getByRole("link", { name: "See the findings of this run" }).click();
	await expect(page).toHaveURL(/\/findings\?run=[\w-]+&status=all$/);
});

test("a run is followed live; cancelled, it stores nothing", async ({ page }) => {
	const count = async () => {
		const facets = await page.request.get(`${own.url}/api/findings/facets`);
		return ((await facets.json()) as FindingFacets).matching;
	};
	await own.addHunt("slow.yaml", SLOW_HUNT);
	const before = await count();
	const hunt = new HuntPage(page, own.url);
	await hunt.open("slow");
	await hunt.start("90 days");
	await hunt.expectRun("running");
	await expect(page.getByRole("progressbar", { name: "Progress of the run" })).toBeVisible();
	await expect(hunt.run.getByRole("listitem").first()).toHaveAttribute("aria-current", "step");
	await expect(hunt.announcer).toHaveText("Running the query.");
	await expect(hunt.runButton).toBeDisabled();
	await expectAccessible(page, "a run under way");
	await page.getByRole("button", { name: "Cancel", exact: true }).click();
	await hunt.expectRun("cancelled");
	await expect(hunt.run).toContainText("earlier findings are as they were");
	await expect(hunt.announcer).toHaveText("The run was cancelled. Nothing was stored.");
	await expect(hunt.runButton).toBeEnabled();
	expect(await count()).toBe(before);
});

test("starting a hunt that another person is already running opens that run", async ({
	page,
	newContext,
}) => {
	const other = await newContext();
	const hunt = new HuntPage(page, own.url);
	await hunt.open("slow");
	const theirs = await other.request.post(`${own.url}/api/hunts/slow/runs`, { data: { preset: "90d" } });
	const { id } = (await theirs.json()) as RunSummary;
	await hunt.start("24 hours");
	await expect(page.getByText("This hunt was already running")).toBeVisible();
	await expect(page.getByText("started by Local administrator")).toBeVisible();
	await expect(page.getByRole("link", { name: "Run record" })).toHaveAttribute("href", `/runs/${id}`);
	await page.getByRole("button", { name: "Cancel", exact: true }).click();
	await hunt.expectRun("cancelled");
	await other.close();
});

test("a run is followed to its end even when its stream is lost", async ({ page }) => {
	await page.route("**/api/runs/*/events", (route) => route.abort());
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await hunt.start("7 days");
	await expect(page.getByText("The live progress was interrupted")).toBeVisible();
	await hunt.expectRun("succeeded");
	await expect(page.getByText("The live progress was interrupted")).toHaveCount(0);
});

test("a run that fails says why and where, and its record marks the line", async ({ page }) => {
	const hunt = new HuntPage(page, own.url);
	await hunt.open("broken query/1");
	await expect(page.getByText("NoSuchTactic")).toBeVisible();
	await expect(page.getByText("The workspace has no rows of DeviceEvents")).toBeVisible();
	await hunt.start("7 days");
	await hunt.expectRun("failed");
	await expect(hunt.run.getByRole("alert")).toContainText("line 2, column");
	await expect(hunt.run).toContainText("earlier findings are as they were");
	await page.getByRole("link", { name: "Run record" }).click();
	await expect(page.getByRole("heading", { level: 1 })).toHaveText("Run of Not KQL");
	await expect(page.locator("[data-line='2']")).toHaveClass(/bg-red-soft/);
	await expect(page.locator("[data-line='1']")).not.toHaveClass(/bg-red-soft/);
});

test("pages of hunts and runs that do not exist say so", async ({ page }) => {
	await page.goto(`${own.url}/hunts/nothing`);
	await expect(page.getByRole("heading", { name: "This hunt doesn’t exist" })).toBeVisible();
	for (const id of ["nothing", "00000000-0000-7000-8000-000000000000"]) {
		await page.goto(`${own.url}/runs/${id}`);
		await expect(page.getByRole("heading", { name: "This run doesn’t exist" })).toBeVisible();
	}
});

for (const { name, width, height } of [
	{ name: "desktop", width: 1440, height: 900 },
	{ name: "phone", width: 390, height: 844 },
]) {
	test.describe(`${name}`, () => {
		test.use({ viewport: { width, height } });
		test('accessibility of hunts, a hunt, a failed hunt, a run and "not found" pages', async ({ page }) => {
			const hunt = new HuntPage(page, own.url);
			await page.goto(`${own.url}/hunts`);
			await expect(page.getByRole("heading", { name: "2 files are not used" })).toBeVisible();
			await expectAccessible(page, "the catalogue");
			await hunt.open();
			await expect(page.getByRole("link", { name: /^Review/ })).toBeVisible();
			await expectAccessible(page, "a hunt");
			await page.getByRole("link", { name: "Run record" }).click();
			await expect(page.getByRole("heading", { level: 1 })).toHaveText("Run of User clicked through events");
			await expect(page.getByRole("link", { name: /^Review/ })).toBeVisible();
			await expectAccessible(page, "a run");
			await hunt.open("broken query/1");
			await page.getByRole("radio", { name: "Custom" }).click();
			await expectAccessible(page, "a hunt whose run failed");
			await page.goto(`${own.url}/hunts/nothing`);
			await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hunt not found");
			await expectAccessible(page, "a hunt that is not there");
		});
	});
}
