import { chromium, type Locator } from "@playwright/test";
import type { Bench } from "@/bench/harness";
import { prepareGround } from "@/scripts/app-process";
import { chromiumArguments, ensureChromium } from "@/scripts/chromium";
import { fillCase } from "./fill-case";

/** Pixels of a step: what a wheel's turn moves, three times. */
const STEP = 360;

export const bench: Bench = {
	size: 1_000,
	notes:
		"one step of scrolling through a case's timeline of five times --size entries, until two frames are drawn; against a bare list of as many lines in the same browser",
	async prepare({ size, database }) {
		const { db, url } = await database();
		await fillCase(db, size);
		const ground = await prepareGround(url);
		const app = await ground.start({ SKIP_SEED_RUN: "1" });
		const browser = await chromium.launch({ executablePath: ensureChromium(), args: chromiumArguments() });
		const viewport = { width: 1440, height: 900 };
		const page = await browser.newPage({ viewport });
		await page.goto(`${app.url}/cases/1?section=timeline`);
		const timeline = page.getByRole("region", { name: "Timeline" });
		await timeline.getByRole("listitem").first().waitFor();
		const bare = await browser.newPage({ viewport });
		const lines = Array.from({ length: 5 * size }, (_, n) => `<li>Entry ${n} of a list</li>`).join("");
		await bare.setContent(`<ol aria-label="Bare" style="height:700px;overflow:auto">${lines}</ol>`);
		return {
			subject: async () => {
				await page.bringToFront();
				return { moved: await step(timeline), rows: await timeline.getByRole("listitem").count() };
			},
			floor: async () => {
				await bare.bringToFront();
				return { moved: await step(bare.getByRole("list", { name: "Bare" })), rows: 0 };
			},
			// The page has far fewer lines than the list.
			agree: (one, other) => one.moved && other.moved && one.rows < 150,
			async close() {
				await browser.close();
				await app.stop();
				await ground.clear();
			},
		};
	},
};

/** Scrolls on, turning round at the ends, and waits for two frames. @returns whether it has moved */
async function step(list: Locator): Promise<boolean> {
	return await list.evaluate(async (element, by) => {
		const before = element.scrollTop;
		const end = element.scrollHeight - element.clientHeight;
		if (before + by >= end) element.dataset.back = "1";
		if (before - by <= 0) delete element.dataset.back;
		element.scrollTop += element.dataset.back ? -by : by;
		await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
		return element.scrollTop !== before;
	}, STEP);
}
