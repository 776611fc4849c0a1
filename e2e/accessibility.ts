import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/**
 * Fails on anything axe finds on the page as it is now, WCAG 2.2 AA and axe's good practices alike.
 * `region` is left out: open menus and lists stand in a layer at the end of the body, outside the landmarks.
 */
export async function expectAccessible(page: Page, state: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).disableRules(["region"]).analyze();
	const found = violations.map(({ id, impact, nodes }) => ({
		id,
		impact,
		where: nodes.map((node) => node.html),
	}));
	expect(found, `axe on ${state}`).toEqual([]);
}
