import { defineConfig } from "@playwright/test";
import { config } from "./lib/platform/config/config";
import { chromiumArguments, findChromium } from "./scripts/chromium";

const executablePath = findChromium();

const SHARED = ["audit", "policy", "settings", "smoke", "triage", "triage-accessibility"].map(
	(name) => `${name}.spec.ts`,
);
const ALONE = "chaos.spec.ts";

export default defineConfig({
	testDir: "e2e",
	outputDir: "test-results",
	workers: 2,
	projects: [
		// They share one app and its findings, so one after the other.
		{ name: "shared", testMatch: SHARED, workers: 1 },
		// Each file has an app of its own.
		{ name: "own", testIgnore: [...SHARED, ALONE] },
		// Takes all that the machine has, so it waits for the others.
		{ name: "alone", testMatch: ALONE, workers: 1, dependencies: ["shared", "own"] },
	],
	forbidOnly: config().ci,
	// Where something hangs, not how fast it is: on a machine with other work a test takes several times as long.
	timeout: 600_000,
	expect: { timeout: 300_000 },
	reporter: [["list"]],
	use: {
		...(config().e2eUrl ? { baseURL: config().e2eUrl as string } : {}),
		browserName: "chromium",
		viewport: { width: 1440, height: 900 },
		locale: "en-GB",
		timezoneId: "Europe/Berlin",
		launchOptions: { args: chromiumArguments(), ...(executablePath ? { executablePath } : {}) },
		// Recording each test costs a third of its time; --trace on asks for it.
		trace: "off",
		screenshot: "only-on-failure",
	},
});
