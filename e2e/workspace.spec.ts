import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, type Page } from "@playwright/test";
import { peakMemory } from "../test/peak-memory";
import { expectAccessible } from "./accessibility";
import { HuntPage } from "./hunt-page";
import { OwnApp } from "./own-app";
import { test } from "./test";

test.describe.configure({ mode: "serial" });

let own: OwnApp;
test.beforeAll(async () => {
	own = await OwnApp.start();
});
test.afterAll(() => own?.clear());

const HEADER =
	"TimeGenerated [UTC],AccountUpn,ActionType,IsClickedThrough,NetworkMessageId,ReportId,ThreatTypes,Url,UrlChain,Workload,IPAddress";

/** A Sentinel export of so many clicks in the last hours; the lines named in `torn` (from 1) have no time. */
function clicks(rows: number, torn: readonly number[] = []): string {
	const lines = Array.from({ length: rows }, (_, index) => {
		const at = new Date(Date.now() - (index + 1) * 60_000);
		const time = torn.includes(index + 2) ? "yesterday" : at.toISOString();
		return `"${time}",user${index}@contoso.example,ClickAllowed,true,nm-${index},rep-${index},Phish,https://evil.example/${index},,Email,198.51.100.7`;
	});
	return [HEADER, ...lines, ""].join("\n");
}

/** A Parquet file of a few kilobytes, of which 2,048 rows share one megabyte of text. */
async function sharedText(): Promise<Buffer> {
	const folder = await mkdtemp(join(tmpdir(), "afterclick-parquet-"));
	const instance = await DuckDBInstance.create(":memory:");
	try {
		const file = join(folder, "shared.parquet");
		const connection = await instance.connect();
		await connection.run(
			`COPY (SELECT i, repeat('x', 1000000) AS text FROM range(2048) t(i)) TO '${file}' (FORMAT parquet, COMPRESSION zstd)`,
		);
		return await readFile(file);
	} finally {
		instance.closeSync();
		await rm(folder, { recursive: true, force: true });
	}
}

async function choose(page: Page, name: string, text: string): Promise<void> {
	await page
		.getByLabel(/^Drop an(other)?/)
		.setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

const importButton = (page: Page) => page.getByRole("button", { name: "Import", exact: true });
const tables = (page: Page) => page.getByRole("table", { name: "Tables" });

for (const { name, width, height } of [
	{ name: "desktop", width: 1440, height: 900 },
	{ name: "phone", width: 390, height: 844 },
]) {
	test.describe(`${name}`, () => {
		test.use({ viewport: { width, height } });
		test("accessibility of the workspace, its columns and its dialogs", async ({ page }) => {
			await page.goto(`${own.url}/workspace`);
			await expect(tables(page)).toContainText("UrlClickEvents");
			await expectAccessible(page, "the workspace");
			await page.getByRole("button", { name: "18 columns of UrlClickEvents" }).click();
			await expect(page.getByText("IsClickedThrough")).toBeVisible();
			await expectAccessible(page, "the columns of a table");
			await page.keyboard.press("Escape");
			await page.getByRole("combobox", { name: "Table" }).click();
			await page.getByRole("option", { name: "Another table…" }).click();
			await importButton(page).click();
			await expect(page.getByText("Choose a file first.")).toBeVisible();
			await expectAccessible(page, "an import without a file");
			await choose(page, "clicks.csv", clicks(3));
			await page.getByRole("textbox", { name: "Name of the table" }).fill("Clicks");
			await importButton(page).click();
			await expect(page.getByRole("dialog", { name: "Replace the sample data?" })).toBeVisible();
			await expectAccessible(page, "the question about the sample");
		});
	});
}

test("the sample workspace says what it is, and shows its tables", async ({ page }) => {
	await page.goto(`${own.url}/workspace`);
	await expect(page).toHaveTitle("Workspace · Afterclick");
	await expect(page.getByRole("button", { name: "Sample data" })).toBeVisible();
	await expect(page.getByText("No person, message or address in it is real.")).toBeVisible();
	const clickRow = tables(page).getByRole("row", { name: /UrlClickEvents/ });
	await expect(clickRow).toContainText("50,000");
	await expect(clickRow).toContainText(/ago|just now/);
});

test("an export with broken rows is rejected with line and column, and the sample data stays", async ({
	page,
}) => {
	await page.goto(`${own.url}/workspace`);
	await choose(page, "torn.csv", clicks(40, [3, 7]));
	await expect(page.getByText("torn.csv")).toBeVisible();
	await importButton(page).click();
	const question = page.getByRole("dialog", { name: "Replace the sample data?" });
	await expect(question).toContainText("torn.csv");
	await question.getByRole("button", { name: "Cancel" }).click();
	await expect(question).toBeHidden();
	await importButton(page).click();
	await question.getByRole("button", { name: "Replace and import" }).click();

	const notice = page.getByRole("alert").filter({ hasText: "Nothing was imported" });
	await expect(notice).toContainText("2 of 40 rows of torn.csv cannot be read");
	const problems = page.getByRole("table", { name: "Rows that could not be read" }).locator("tbody tr");
	await expect(problems).toHaveCount(2);
	await expect(problems.nth(0).getByRole("cell")).toHaveText([
		"3",
		"1",
		"TimeGenerated",
		/"yesterday" is not a date/,
	]);
	await expect(problems.nth(1).getByRole("cell").first()).toHaveText("7");
	await expectAccessible(page, "a refused import");
	await page.reload();
	await expect(page.getByRole("button", { name: "Sample data" })).toBeVisible();
	await expect(tables(page).getByRole("row", { name: /UrlClickEvents/ })).toContainText("50,000");
});

test("a file that doesn't name its table is rejected as a whole, with what to do", async ({ page }) => {
	await page.goto(`${own.url}/workspace`);
	await choose(page, "other.csv", "a,b\n1,2\n");
	await importButton(page).click();
	await page.getByRole("button", { name: "Replace and import" }).click();
	const notice = page.getByRole("alert").filter({ hasText: "Nothing was imported" });
	await expect(notice).toContainText("don't show which table");
	await expect(notice).not.toContainText("--");
});

test("the good rows are kept when the person chooses to, and replace the sample data", async ({ page }) => {
	await page.goto(`${own.url}/workspace`);
	await choose(page, "torn.csv", clicks(40, [3, 7]));
	await importButton(page).click();
	await page.getByRole("button", { name: "Replace and import" }).click();
	await page.getByRole("button", { name: "Import the other 38 rows" }).click();
	await expect(page.getByText("torn.csv is imported: 38 rows kept, 2 refused")).toBeVisible();
	await expect(
		page.getByRole("table", { name: "Rows that could not be read" }).locator("tbody tr"),
	).toHaveCount(2);
	await expect(page.getByRole("button", { name: "Sample data" })).toHaveCount(0);
	await expect(page.getByText("Your own data")).toBeVisible();
	const rows = tables(page).locator("tbody tr");
	await expect(rows).toHaveCount(1);
	await expect(rows.first()).toContainText("UrlClickEvents");
	await expect(rows.first()).toContainText("38");
	await expectAccessible(page, "an import in part");
});

test("a file can be dropped; one that was imported before needs confirmation", async ({ page }) => {
	await page.goto(`${own.url}/workspace`);
	const text = clicks(5);
	const files = await page.evaluateHandle((content) => {
		const transfer = new DataTransfer();
		transfer.items.add(new File([content], "dropped.csv", { type: "text/csv" }));
		return transfer;
	}, text);
	await page
		.getByText("Drop an export here, or choose a file")
		.dispatchEvent("drop", { dataTransfer: files });
	await expect(page.getByText("dropped.csv")).toBeVisible();
	await importButton(page).click();
	await expect(page.getByText("dropped.csv is imported: 5 rows kept")).toBeVisible();
	await expect(tables(page).locator("tbody tr").first()).toContainText("43");

	await importButton(page).click();
	const question = page.getByRole("dialog", { name: "Import this file again?" });
	await expect(question).toContainText("already imported");
	await question.getByRole("button", { name: "Cancel" }).click();
	await page.reload();
	await expect(tables(page).locator("tbody tr").first()).toContainText("43");
});

test("a hunt finds the imported rows", async ({ page }) => {
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await hunt.start("24 hours");
	await hunt.expectRun("succeeded");
	// 38 of the first file, and the one of the second that was torn in the first.
	await expect(hunt.run).toContainText("39 new");
});

test("the import asks about dates that can be read in two ways, and shows both readings", async ({
	page,
}) => {
	await page.goto(`${own.url}/workspace`);
	await choose(page, "portal.csv", 'TimeGenerated [UTC],Name\n"5/11/2026, 9:19:25 am",Ada\n');
	await page.getByRole("combobox", { name: "Table" }).click();
	await page.getByRole("option", { name: "Another table…" }).click();
	await page.getByRole("textbox", { name: "Name of the table" }).fill("PortalDates");
	await importButton(page).click();
	const question = page.getByRole("dialog", { name: "Choose how the dates are read" });
	await expect(question).toContainText("5/11/2026, 9:19:25 am is:");
	await expect(question.getByRole("button", { name: "Import as 11 May 2026" })).toBeVisible();
	await expectAccessible(page, "the question about the dates");
	await question.getByRole("button", { name: "Import as 5 November 2026" }).click();
	await expect(page.getByText("portal.csv is imported: 1 row kept")).toBeVisible();
	const answer = await page.request.get(`${own.url}/api/workspace`);
	expect(JSON.stringify(await answer.json())).toContain("2026-11-05T09:19:25");
});

test("files made to stall the server or fill its memory do not affect other requests", async ({
	request,
}) => {
	const rows = Array.from({ length: 18_000 }, (_, index) => ({
		TimeGenerated: "never",
		AccountUpn: "a@contoso.example",
		ActionType: "ClickAllowed",
		ReportId: `r${index}`,
	}));
	const bombs: [string, Buffer, RegExp][] = [
		["batch.json", Buffer.from(JSON.stringify({ records: rows })), /18000 of 18000 rows/],
		["deep.json", Buffer.from(`[{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}]`), /nested deeper/],
		["shared.parquet", await sharedText(), /hold 1,953 MB of text/],
	];
	for (const [fileName, data, refusal] of bombs) {
		let over = false;
		const importing = request
			.post(`${own.url}/api/workspace/imports?table=UrlClickEvents&replaceSample=1&fileName=${fileName}`, {
				data,
				headers: { "content-type": "application/octet-stream" },
			})
			.finally(() => {
				over = true;
			});
		let beside = 0;
		while (!over) {
			const [health, list] = [
				await request.get(`${own.url}/api/health`),
				await request.get(`${own.url}/api/findings?limit=20`),
			];
			expect([health.status(), list.status()]).toEqual([200, 200]);
			if (!over) beside++;
		}
		const answer = await importing;
		expect(answer.status()).toBeGreaterThanOrEqual(400);
		expect(answer.status()).toBeLessThan(500);
		expect(await answer.text()).toMatch(refusal);
		expect(beside, `answers while ${fileName} was read`).toBeGreaterThan(2);
	}
	const peak = (await peakMemory(own.pid)) ?? Number.NaN;
	expect(peak / 1_048_576, "the most memory the server has held, in MB").toBeLessThan(800);
});

test("with Sentinel configured and no credential, the pages say what is missing and how to add it", async ({
	page,
}) => {
	await own.restart({
		SENTINEL_WORKSPACE_ID: "1f0e8c1a-5d3b-4c9e-9a57-0c6f2f5b7d11",
		// Only the variables are looked at, so that a machine with an Azure login tests the same.
		AZURE_TOKEN_CREDENTIALS: "EnvironmentCredential",
		AZURE_TENANT_ID: "",
		AZURE_CLIENT_ID: "",
		AZURE_CLIENT_SECRET: "",
	});
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await expect(page.getByText("The workspace “Microsoft Sentinel” can’t be queried")).toBeVisible();
	await expect(page.getByText(/AZURE_TENANT_ID.*Log Analytics Reader/).first()).toBeVisible();
	await expect(page.getByRole("region", { name: "Required tables" })).toContainText("Unknown");
	await expectAccessible(page, "a hunt without a credential");
	await hunt.start("7 days");
	await hunt.expectRun("failed");
	await expect(hunt.run.getByRole("alert")).toContainText("AZURE_CLIENT_SECRET");

	await page.goto(`${own.url}/workspace`);
	await expect(page.getByText("The workspace can’t be queried", { exact: true })).toBeVisible();
	await expect(importButton(page)).toHaveCount(0);
	await expectAccessible(page, "Sentinel without a credential");
});
