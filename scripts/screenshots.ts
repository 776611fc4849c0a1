/** npm run screenshots: pictures of the running app on sample data, for the README, into docs/screenshots/. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { startApp } from "./app-process";
import { chromiumArguments, ensureChromium } from "./chromium";
import { exitWith } from "./exit";

const DIRECTORY = "docs/screenshots";

interface Shot {
	readonly name: string;
	readonly path: string;
	readonly scheme: "light" | "dark";
	/** Brings the page into the state worth showing. */
	readonly pose?: (page: Page) => Promise<void>;
}

/** The first finding's evidence beside the list, as j and Enter open it. */
const openFirstFinding = async (page: Page) => {
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
};

const shots: readonly Shot[] = [
	{ name: "findings", path: "/findings", scheme: "light", pose: openFirstFinding },
	{ name: "findings-dark", path: "/findings", scheme: "dark", pose: openFirstFinding },
	{ name: "hunts", path: "/hunts", scheme: "light" },
];

exitWith(async () => {
	const executablePath = ensureChromium();
	const app = await startApp();
	try {
		await mkdir(DIRECTORY, { recursive: true });
		const browser = await chromium.launch({ executablePath, args: chromiumArguments() });
		for (const { name, path, scheme, pose } of shots) {
			const page = await browser.newPage({
				baseURL: app.url,
				colorScheme: scheme,
				viewport: { width: 1440, height: 900 },
				deviceScaleFactor: 1.5,
				locale: "en-GB",
				timezoneId: "Europe/Berlin",
				reducedMotion: "reduce",
			});
			const response = await page.goto(path, { waitUntil: "load" });
			if (!response?.ok()) {
				console.error(`${path} answered ${response?.status() ?? "nothing"}; no picture of it.`);
				await page.close();
				continue;
			}
			// Not "networkidle": the page keeps an event stream open.
			await page.getByRole("main").waitFor();
			await page.waitForTimeout(1_500);
			await pose?.(page);
			await page.waitForTimeout(1_000);
			const file = join(DIRECTORY, `${name}.png`);
			await page.screenshot({ path: file });
			console.log(file);
			await page.close();
		}
		await browser.close();
		return 0;
	} finally {
		await app.stop();
	}
});
