import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { childEnvironment } from "../lib/platform/config/config";
import { generateSample } from "../lib/sources/sample/generate";
import { DOUBLE_WORKSPACE_ID, LogAnalyticsDouble } from "../test/loganalytics-double/double";
import { expectAccessible } from "./accessibility";
import { HuntPage } from "./hunt-page";
import { OwnApp } from "./own-app";
import { test } from "./test";

/** The product connected to Sentinel: to the double of Log Analytics and Entra ID, over TLS. */

test.describe.configure({ mode: "serial" });

/** Text that only the hunt's own query has. */
const HUNT = "IsClickedThrough !=";
let directory: string;
let double: LogAnalyticsDouble;
let own: OwnApp;

test.beforeAll(async () => {
	directory = await mkdtemp(join(tmpdir(), "afterclick-double-"));
	await generateSample({ directory: join(directory, "workspace"), clicks: 2_000, seed: "sentinel-story" });
	double = await LogAnalyticsDouble.start({ directory: join(directory, "workspace") });
	const certificate = join(directory, "double.pem");
	await writeFile(certificate, double.certificate.certificatePem);
	own = await OwnApp.start({ ...double.environment(certificate), SENTINEL_RETRY_SECONDS: "2" });
});
test.afterAll(async () => {
	await own?.clear();
	await double?.close();
	await rm(directory, { recursive: true, force: true });
});
test.beforeEach(() => double.reset());

/** `npm run doctor` beside the running app. */
function doctor(): Promise<{ code: number; printed: string }> {
	return new Promise((resolve) => {
		execFile(
			process.execPath,
			["--import", "tsx", "scripts/doctor.ts"],
			{ env: childEnvironment(own.environment) },
			(error, stdout) => resolve({ code: Number(error?.code ?? 0), printed: stdout }),
		);
	});
}

async function openHealth(page: Page): Promise<void> {
	await page.goto(`${own.url}/settings/health`);
	await checked(page);
}

async function checked(page: Page): Promise<void> {
	await expect(page.getByRole("progressbar", { name: "Progress of the checks" })).toHaveCount(0);
	await expect(page.getByRole("list", { name: "Log Analytics double" })).toBeVisible();
}

/** Every check of the page as the doctor prints it: its title and its text. */
async function shownLines(page: Page): Promise<string[]> {
	const lines = page.locator("section ul > li");
	return lines.evaluateAll((items) =>
		items.map((item) =>
			[...item.querySelectorAll("p")]
				.slice(0, 2)
				.map((line) => line.textContent)
				.join(": "),
		),
	);
}

test("connected, the hunt runs in Sentinel, and Health shows all checks as OK", async ({ page }) => {
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await hunt.start("90 days");
	await hunt.expectRun("succeeded");
	await expect(page.getByRole("complementary", { name: "Sample data" })).toHaveCount(0);
	expect(double.queries.some(({ query, status }) => query.includes(HUNT) && status === 200)).toBe(true);

	await openHealth(page);
	await expect(page.locator("main")).toContainText(DOUBLE_WORKSPACE_ID);
	await expect(page.getByText(/^0 failing, 0 warnings, \d+ in order\.$/)).toBeVisible();
	await expectAccessible(page, "the health of a workspace that is well");
	const { code, printed } = await doctor();
	expect(code).toBe(0);
	const shown = await shownLines(page);
	expect(shown.length).toBeGreaterThan(10);
	// The same checks in the same words; ages and free room have moved on meanwhile.
	const still = (line: string) =>
		line.replaceAll(/\d[\d.,]*/g, "N").replaceAll(/\b(second|minute)s\b/g, "$1");
	for (const line of shown) {
		// What the app's own process knows, which the doctor is not.
		if (!/^(Content policy|Audit heads)/.test(line)) expect(still(printed)).toContain(still(line));
	}
});

test("without the role the run says so, and Health and doctor name it, until it is granted", async ({
	page,
}) => {
	double.fail({ kind: "forbidden", times: 1_000 });
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await hunt.start("90 days");
	await hunt.expectRun("failed");
	await expect(hunt.run.getByRole("alert")).toContainText("does not let this credential read it");
	await expect(hunt.run.getByRole("alert")).toContainText("Log Analytics Reader");

	await openHealth(page);
	const permitted = page.getByRole("listitem").filter({ hasText: "Permitted" });
	await expect(permitted.getByRole("img", { name: "Failing" })).toBeVisible();
	await expect(permitted).toContainText("Log Analytics Reader");
	await expect(page.getByText("Its tables were not checked.")).toBeVisible();
	await expectAccessible(page, "the health of a workspace that refuses");
	const { code, printed } = await doctor();
	expect(code).toBe(1);
	expect(printed).toMatch(/FAILING {2}Permitted: .*\n +→ Give the identity the role Log Analytics Reader/);

	double.reset();
	await page.getByRole("button", { name: "Check again" }).click();
	await checked(page);
	await expect(permitted.getByRole("img", { name: "In order" })).toBeVisible();
	// The run that failed is still the last one, and the way on is to run it again.
	await expect(page.getByText(/The last run failed .* ago/)).toBeVisible();
});

test("a run that can't read everything is shown as partial, with the bounds of what is missing", async ({
	page,
}) => {
	double.fail({ kind: "partial-too-large", match: HUNT, times: 100_000 });
	const hunt = new HuntPage(page, own.url);
	await hunt.open();
	await hunt.start("24 hours");
	await hunt.expectRun("partial");
	await expect(hunt.run).toContainText("The run read only part of the window");
	await expect(hunt.run).toContainText(/exceeds 500,000 rows or 64 MB/);
	double.reset();
	await hunt.start("24 hours");
	await hunt.expectRun("succeeded");
});
