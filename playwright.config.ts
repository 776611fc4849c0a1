import { defineConfig } from "@playwright/test";
import { config } from "./lib/config";
import { chromiumArguments, findChromium } from "./scripts/chromium";

const executablePath = findChromium();

export default defineConfig({
	testDir: "e2e",
	outputDir: "test-results",
	workers: 1, // the tests share one app and its findings
	forbidOnly: config().ci,
	timeout: 60_000,
	expect: { timeout: 10_000 },
	reporter: [["list"]],
	use: {
		...(config().e2eUrl ? { baseURL: config().e2eUrl as string } : {}),
		browserName: "chromium",
		viewport: { width: 1440, height: 900 },
		locale: "en-GB",
		timezoneId: "Europe/Berlin",
		launchOptions: { args: chromiumArguments(), ...(executablePath ? { executablePath } : {}) },
		trace: "retain-on-failure",
		screenshot: "only-on-failure",
	},
});
