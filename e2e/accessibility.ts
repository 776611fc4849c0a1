import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Fails on anything axe finds on the page as it is now, WCAG 2.2 AA and axe's good practices alike.
 * `region` is left out: open menus and lists stand in a layer at the end of the body, outside the landmarks.
 * In the dark theme only contrast is asked: nothing else depends on the theme.
 * @param within a selector: what lies outside of it was looked at before
 */
export async function expectAccessible(page: Page, state: string, within?: string): Promise<void> {
	const axe = new AxeBuilder({ page });
	const dark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
	if (dark) axe.withRules(["color-contrast"]);
	else axe.disableRules(["region"]);
	if (within !== undefined) axe.include(within);
	const { violations } = await axe.analyze();
	const found = violations.map(({ id, impact, nodes }) => ({
		id,
		impact,
		where: nodes.map((node) => node.html),
	}));
	expect(found, `axe on ${state}`).toEqual([]);
}
