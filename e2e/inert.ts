import { expect, type Page } from "@playwright/test";
import { LIVE_URL } from "../test/findings/hostile-fixture";

/** Characters that turn the direction of what follows. */
export const OVERRIDES = /[\u202a-\u202e\u2066-\u2069]/;

/** Nothing of it ran, became an element, a link or an attribute that acts, shows a live URL, or turns text around. */
export async function expectInert(page: Page): Promise<void> {
	const found = await page.evaluate(() => ({
		ran: (globalThis as { hostile?: number }).hostile ?? null,
		elements: document.querySelectorAll(
			'x-hostile, img[src="x"], iframe, [onerror], [onload], [srcdoc], a[href^="javascript:" i], a[href^="data:" i], [href*="//evil.example" i], [src*="evil.example" i]',
		).length,
		text: [
			document.title,
			// biome-ignore lint/performance/useDomNodeTextContent: the data in script elements is not what people see
			document.body.innerText,
			...Array.from(
				document.querySelectorAll("[title], [aria-label], [aria-description], [alt]"),
				(element) =>
					["title", "aria-label", "aria-description", "alt"]
						.map((attribute) => element.getAttribute(attribute))
						.join(" "),
			),
		].join("\n"),
	}));
	const turned = found.text.split("\n").filter((line) => OVERRIDES.test(line) || LIVE_URL.test(line));
	expect({ ...found, text: turned.map((line) => JSON.stringify(line.slice(0, 300))) }, page.url()).toEqual({
		ran: null,
		elements: 0,
		text: [],
	});
}
