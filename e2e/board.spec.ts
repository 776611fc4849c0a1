import { expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { OwnApp } from "./own-app";
import { test } from "./test";
import { TriagePage } from "./triage-page";

/** The board with more cases than fit, the console without a connection, and the console on a phone. */

const HIGH = 3;
const LOW = 105;
const PHONE = { width: 390, height: 844 };

let app: OwnApp | undefined;
test.beforeAll(async () => {
	app = await OwnApp.start({ SKIP_SEED_RUN: "0" });
	const waiting = async () => (await (await fetch(`${app?.url}/api/findings`)).json()).items.length;
	await expect.poll(waiting).toBeGreaterThan(5);
	for (let made = 0; made < HIGH; made++) await addCase({ title: `Urgent ${made}`, severity: "high" });
	for (let made = 0; made < LOW; made += 15) {
		await Promise.all(
			Array.from({ length: 15 }, (_, n) => addCase({ title: `Quiet ${made + n}`, severity: "low" })),
		);
	}
});
test.afterAll(() => app?.clear());

async function addCase(fields: object): Promise<{ number: number }> {
	const answer = await fetch(`${app?.url}/api/cases`, { method: "POST", body: JSON.stringify(fields) });
	if (!answer.ok) throw new Error(await answer.text());
	return (await answer.json()) as { number: number };
}

const column = (page: Page, name: string) => page.getByRole("list", { name, exact: true });
const cards = (page: Page, name = "Open") => column(page, name).locator("[data-case]");

test("the board shows the most urgent of many cases with their count, and updates when others change them", async ({
	page,
}) => {
	const live = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
	await page.goto(`${app?.url}/cases`);
	const heading = page.getByRole("heading", { level: 2, name: /^Open/ });
	await expect(heading).toHaveText(`Open${HIGH + LOW}`);
	await expect(cards(page)).toHaveCount(100);
	// They were changed before all the others.
	for (let place = 0; place < HIGH; place++) await expect(cards(page).nth(place)).toContainText("Urgent");
	await expect(page.getByText("The 100 most urgent of 108")).toBeVisible();

	await test.step("shows the rest on request, and keyboard and undo work on it", async () => {
		await page.getByRole("button", { name: "Show 8 more open cases" }).click();
		await expect(cards(page)).toHaveCount(HIGH + LOW);
		await cards(page).nth(0).focus();
		await page.keyboard.press("ArrowDown");
		await expect(cards(page).nth(1)).toBeFocused();
		await cards(page).last().focus();
		await page.keyboard.press("m");
		await page.getByRole("menuitem", { name: "Contained" }).click();
		await expect(cards(page, "Contained")).toHaveCount(1);
		await expect(heading).toHaveText(`Open${HIGH + LOW - 1}`);
		await page
			.getByRole("dialog")
			.filter({ hasText: "Contained" })
			.getByRole("button", { name: "Undo" })
			.click();
		await expect(cards(page, "Contained")).toHaveCount(0);
		await expect(heading).toHaveText(`Open${HIGH + LOW}`);
	});

	await test.step("a case created by another person appears on the board and in the table by itself", async () => {
		await live;
		await addCase({ title: "Fresh on the board", severity: "high" });
		await expect(cards(page).filter({ hasText: "Fresh on the board" })).toBeVisible();
		await expect(heading).toHaveText(`Open${HIGH + LOW + 1}`);
		const again = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
		await page.goto(`${app?.url}/cases?view=table`);
		const table = page.getByRole("table", { name: "Cases" });
		await expect(table).toContainText("Fresh on the board");
		await again;
		await addCase({ title: "Fresh in the table", severity: "low" });
		await expect(table).toContainText("Fresh in the table");
	});
});

test("a count shows no zero while it is loading", async ({ page }) => {
	let answer = () => {};
	const held = new Promise<void>((resolve) => (answer = resolve));
	await page.route("**/api/cases/board?**", async (route) => {
		await held;
		await route.continue();
	});
	await page.goto(`${app?.url}/cases`);
	const heading = page.getByRole("heading", { level: 2, name: /^Open/ });
	await expect(heading).toHaveText("Open–loading");
	answer();
	await expect(heading).toHaveText(/^Open1\d\d$/);
});

test("without a connection the page stays, and resumes by itself when the connection is back", async ({
	page,
	context,
}) => {
	const triage = new TriagePage(page);
	await page.goto(`${app?.url}/findings`, { waitUntil: "networkidle" });
	await expect(triage.rows.first()).toBeVisible();
	await context.setOffline(true);
	await expect(page.getByText("You’re offline.")).toBeVisible();

	await page.getByRole("radio", { name: /^Benign/ }).click();
	await expect(page.getByText("could not be loaded").first()).toBeVisible();
	await context.setOffline(false);
	await expect(page.getByText("You’re offline.")).toBeHidden();
	await expect(page.getByText("could not be loaded")).toHaveCount(0);
	await page.getByRole("radio", { name: /^Open/ }).click();
	await expect(triage.rows.first()).toBeVisible();

	await context.setOffline(true);
	await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Cases" }).click();
	await expect(page.getByText("You’re offline.")).toBeVisible();
	await expect(triage.rows.first()).toBeVisible();
	await expect(page).toHaveURL(/\/findings/);
	await context.setOffline(false);
	await expect(page).toHaveURL(/\/cases/);
	await expect(cards(page).first()).toBeVisible();
});

test("on a phone every page can be reached, the verdict buttons are at the bottom, and no toast covers them", async ({
	newContext,
}) => {
	const page = await (
		await newContext({ viewport: PHONE, hasTouch: true, baseURL: app?.url ?? "" })
	).newPage();
	const triage = new TriagePage(page);
	await triage.open();
	const nav = page.getByRole("navigation", { name: "Pages" });
	expect(await nav.evaluate((bar) => bar.scrollWidth - bar.clientWidth)).toBeLessThanOrEqual(0);
	for (const name of [/^My work/, "Findings", "Cases", "Handovers"]) {
		await expect(nav.getByRole("link", { name })).toBeInViewport({ ratio: 1 });
	}
	await nav.getByRole("button", { name: "More pages" }).tap();
	await expect(page.getByRole("menuitem")).toHaveText(["Hunts", "Workspace", "Audit", "Settings"]);
	await page.keyboard.press("Escape");

	await triage.rows.nth(1).tap();
	const verdicts = [/^Triaged/, /^Benign/, /^Escalate/].map((name) =>
		triage.panel.getByRole("button", { name }),
	);
	for (const button of verdicts) {
		const box = await boxOf(button);
		expect(box.height).toBeGreaterThanOrEqual(44);
		expect(box.y, "in reach of the thumb").toBeGreaterThan(PHONE.height * 0.8);
		await expect(button).toBeInViewport({ ratio: 1 });
	}
	await expectAccessible(page, "the panel on a phone", "[aria-label='Open finding']");
	await verdicts[0]?.tap();
	// Whatever a modal panel hides from assistive technology, it is seen.
	const toast = page.locator("[role=dialog]", { hasText: "1 finding marked triaged" });
	await expect(toast).toBeVisible();
	for (const button of verdicts) await expectApart(toast, button);
	await expectApart(toast, triage.panel.getByRole("button", { name: "Close the finding" }));
	await triage.panel.getByRole("button", { name: "Close the finding" }).tap();

	await page.keyboard.press("x");
	await triage.selection.getByRole("button", { name: /^Triaged/ }).tap();
	await expect(toast).toBeVisible();
	await page.keyboard.press("j");
	await page.keyboard.press("x");
	for (const other of [
		triage.selection,
		page.getByRole("button", { name: "Filters" }),
		page.getByRole("radiogroup", { name: "Status" }),
	]) {
		await expectApart(toast, other);
	}
	for (const button of [/^Triaged/, /^Benign/, /^Escalate/]) {
		expect(
			(await boxOf(triage.selection.getByRole("button", { name: button }))).height,
		).toBeGreaterThanOrEqual(44);
	}
});

async function boxOf(locator: Locator) {
	const box = await locator.boundingBox();
	if (box === null) throw new Error(`${locator} is not drawn`);
	return box;
}

async function expectApart(one: Locator, other: Locator): Promise<void> {
	const apart = async () => {
		const [a, b] = [await boxOf(one), await boxOf(other)];
		return a.y + a.height <= b.y || b.y + b.height <= a.y || a.x + a.width <= b.x || b.x + b.width <= a.x;
	};
	await expect.poll(apart, `${one} covers ${other}`).toBe(true);
}

/** What says that a page has its content. */
const SHOWN = {
	"/work": "Inbox",
	"/cases": "Urgent 0",
	"/cases/measures": "of nine in ten",
	"/settings/deadlines": "By severity",
	"/cases/1/report": "Case 1",
} as const;

for (const [name, viewport, paths] of [
	["desktop", { width: 1440, height: 900 }, ["/work", "/cases", "/settings/deadlines"]],
	["phone", PHONE, ["/work", "/cases/measures", "/settings/deadlines", "/cases/1/report"]],
] as const) {
	test(`accessibility of work, cases, measures, deadlines and a report, ${name}`, async ({ newContext }) => {
		const page = await (await newContext({ viewport, baseURL: app?.url ?? "" })).newPage();
		// Measures have something to show once a case was acknowledged.
		const owner = { version: 1, ownerId: "00000000-0000-7000-8000-000000000001" };
		const { items } = (await (await page.request.get("/api/cases?sort=number&order=asc&limit=1")).json()) as {
			items: { id: string }[];
		};
		await page.request.patch(`/api/cases/${items[0]?.id}`, { data: owner });
		for (const path of paths) {
			await page.goto(path);
			await expect(page.getByText(SHOWN[path]).first()).toBeAttached();
			await expectAccessible(page, path);
		}
	});
}
