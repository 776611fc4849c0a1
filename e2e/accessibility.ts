import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What is reported is violations, by their HTML: the rest costs axe a third of its time. */
const OPTIONS = {
	resultTypes: ["violations"],
	selectors: false,
	// Elements that may be outside landmarks; the first four are axe's own.
	checks: {
		region: {
			options: {
				regionMatcher:
					"dialog, [role=dialog], [role=alertdialog], svg, [role=menu], [role=listbox], [role=tooltip]",
			},
		},
	},
} as object; // axe's types leave out what its own documentation names

/**
 * Fails on anything axe finds on the page as it is now, WCAG 2.2 AA and axe's good practices alike: everything in the
 * light theme, and contrast, which alone depends on the theme, in the dark one too.
 * Open menus and lists are in a layer at the end of the body, as regions of their own.
 * @param within a selector: what is outside was checked before
 */
export async function expectAccessible(page: Page, state: string, within?: string): Promise<void> {
	await expectOf(page, `${state}, light`, within, (axe) => axe);
	await page.emulateMedia({ colorScheme: "dark" });
	await expectOf(page, `${state}, dark`, within, (axe) => axe.withRules(["color-contrast"]));
	await page.emulateMedia({ colorScheme: "light" });
}

async function expectOf(
	page: Page,
	state: string,
	within: string | undefined,
	choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<void> {
	// Without frames of other origins one run in the page does; the other mode opens a page of its own for each.
	const axe = choose(new AxeBuilder({ page }).setLegacyMode().options(OPTIONS));
	if (within !== undefined) axe.include(within);
	const { violations } = await axe.analyze();
	const found = violations.map(({ id, impact, nodes }) => ({
		id,
		impact,
		where: nodes.map((node) => node.html),
	}));
	expect(found, `axe on ${state}`).toEqual([]);
}
