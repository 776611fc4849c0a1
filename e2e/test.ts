/** The `test` of every spec: Playwright's, and it fails when a page breaks its own policy or reports an error. */
import {
	type BrowserContext,
	type BrowserContextOptions,
	test as base,
	expect,
	type Page,
} from "@playwright/test";

const BINDING = "__afterclickReport";

/** Refusals that a test provokes: the browser logs every answer of 400 and above, and lost connections. */
const EXPECTED = /^Failed to load resource: /;

/** Collects what goes wrong in any page of the context into `reports`. */
async function watch(context: BrowserContext, reports: string[]): Promise<void> {
	await context.exposeBinding(BINDING, (_, report: string) => void reports.push(report));
	await context.addInitScript((binding) => {
		addEventListener("securitypolicyviolation", (event) => {
			const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample, target } = event;
			const where = target instanceof Element ? target.outerHTML.slice(0, 300) : "the document";
			const report = (globalThis as unknown as Record<string, (report: string) => void>)[binding];
			report?.(
				`${location.pathname} violates ${effectiveDirective}: ${blockedURI} ${sample} at ${sourceFile}:${lineNumber} in ${where}`,
			);
		});
	}, BINDING);
	goAlive(context);
	context.on("weberror", (error) =>
		reports.push(`uncaught: ${error.error().stack ?? error.error().message} (${error.page()?.url()})`),
	);
	context.on("console", (message) => {
		if (message.type() !== "error" || EXPECTED.test(message.text())) return;
		reports.push(`console: ${message.text()} (${message.page()?.url()})`);
	});
}

/**
 * Until React answers for what the page shows. A page can be read before, and what is pressed then is lost; a person
 * is seldom that fast, a test always.
 */
export async function alive(page: Page): Promise<void> {
	const answers = () =>
		page
			.evaluate(() =>
				[...document.querySelectorAll("body button, body input, body a")].every((element) =>
					Object.keys(element).some((key) => key.startsWith("__reactFiber$")),
				),
			)
			// The page went elsewhere meanwhile.
			.catch(() => false);
	await expect.poll(answers, { message: "the page is alive", intervals: [20] }).toBe(true);
}

/** Makes every navigation of the context's pages wait until React answers. */
function goAlive(context: BrowserContext): void {
	context.on("page", (page) => {
		const goto = page.goto.bind(page);
		page.goto = async (...args) => {
			const response = await goto(...args);
			if (response?.headers()["content-type"]?.startsWith("text/html")) await alive(page);
			return response;
		};
	});
}

interface Fixtures {
	reports: string[];
	newContext: (options?: BrowserContextOptions) => Promise<BrowserContext>;
}

export const test = base.extend<Fixtures>({
	/** What went wrong in the pages so far; a test that provokes it empties the list. */
	reports: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from its pattern
		async ({}, use) => {
			const reports: string[] = [];
			await use(reports);
			expect(reports, "violations of the pages' policy and errors in the pages").toEqual([]);
		},
		{ auto: true },
	],
	/** Opens another person's browser, closed with the test. */
	newContext: async ({ browser, reports }, use) => {
		const opened: BrowserContext[] = [];
		await use(async (options) => {
			const context = await browser.newContext(options);
			opened.push(context);
			await watch(context, reports);
			return context;
		});
		for (const context of opened) await context.close();
	},
	context: async ({ context, reports }, use) => {
		await watch(context, reports);
		await use(context);
	},
});
