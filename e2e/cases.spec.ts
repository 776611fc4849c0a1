import { expect } from "@playwright/test";
import { OwnApp } from "./own-app";
import { test } from "./test";
import { TriagePage } from "./triage-page";

let app: OwnApp | undefined;
test.beforeAll(async ({ request }) => {
	app = await OwnApp.start({ SKIP_SEED_RUN: "0" });
	const found = async () => (await (await request.get(`${app?.url}/api/findings`)).json()).items.length;
	await expect.poll(found).toBeGreaterThan(8);
});
test.afterAll(() => app?.clear());

test("a case: escalated by keyboard, assigned, given a next action, moved on the board, kept open by its tasks, found by search", async ({
	page,
}) => {
	await page.goto(`${app?.url}/findings`, { waitUntil: "networkidle" });
	const triage = new TriagePage(page);
	await page.keyboard.press("j");
	await page.keyboard.press("e");
	await expect(page.getByRole("radio", { name: "A new case" })).toBeFocused();
	await expect(page.getByPlaceholder(/click/i)).toBeVisible();
	await page.keyboard.press("Enter");
	await expect(triage.toast("1 finding escalated")).toContainText("Case #");
	await triage
		.toast("1 finding escalated")
		.getByRole("link", { name: /^Case #/ })
		.click();

	await expect(page.getByRole("heading", { level: 1 })).toContainText("#1");
	await page.getByRole("button", { name: "Assign to me", exact: true }).click();
	await expect(page.getByRole("button", { name: "Assign to me", exact: true })).toBeHidden();
	await page.getByRole("button", { name: "Edit the next action" }).click();
	await page.getByLabel("What is the next action?").fill("Ask the person");
	await page.getByRole("button", { name: "Save" }).click();
	await expect(page.getByText("Ask the person", { exact: true })).toBeVisible();
	for (const section of ["Findings", "Entities"]) {
		await page.getByRole("tab", { name: new RegExp(`^${section}`) }).click();
		await expect(page.getByRole("tabpanel")).toContainText("@");
	}

	await page.goto(`${app?.url}/cases`, { waitUntil: "networkidle" });
	const card = page.locator("[data-case]");
	await expect(card).toHaveCount(1);
	await card.focus();
	await page.keyboard.press("m");
	await page.getByRole("menuitem", { name: "Contained" }).click();
	await expect(page.getByRole("list", { name: "Contained" }).locator("[data-case]")).toHaveCount(1);
	await card.focus();
	await page.keyboard.press("m");
	await page.getByRole("menuitem", { name: "Closed" }).click();
	await expect(page.getByRole("dialog", { name: /^Close case/ })).toContainText("tasks hold this case open");
	await page.keyboard.press("Escape");
	await page.getByRole("radio", { name: "Table" }).click();
	await expect(page.getByRole("table", { name: "Cases" })).toContainText("Contained");
	await page.getByLabel("Search cases, findings and notes").fill("Ask the person");
	await expect(page.getByText("Fields", { exact: true })).toBeVisible();
});

test("cards are dragged and moved back, cases merged and unmerged, findings split off and returned", async ({
	page,
}) => {
	const api = page.request;
	const list = (await (await api.get(`${app?.url}/api/findings?status=new&limit=9`)).json()) as {
		items: { id: string; version: number }[];
	};
	const escalate = async (from: number, to: number, title: string) => {
		const own = list.items.slice(from, to);
		const answer = await api.post(`${app?.url}/api/findings/decisions`, {
			data: {
				verdict: "escalated",
				ids: own.map(({ id }) => id),
				versions: Object.fromEntries(own.map(({ id, version }) => [id, version])),
				case: { title },
			},
		});
		expect(answer.ok(), await answer.text()).toBe(true);
	};
	await escalate(0, 4, "Alpha");
	await escalate(4, 7, "Bravo");
	const found = (await (await api.get(`${app?.url}/api/cases?sort=number&order=asc`)).json()) as {
		items: { number: number; title: string }[];
	};
	const numberOf = (title: string) => found.items.find((one) => one.title === title)?.number;
	const [alpha, bravo] = [numberOf("Alpha"), numberOf("Bravo")];

	await test.step("with the mouse, and back", async () => {
		await page.goto(`${app?.url}/cases`);
		const card = page.locator("[data-case]").filter({ hasText: "Alpha" });
		const column = (name: string) => page.getByRole("list", { name });
		await card.dragTo(column("Contained"));
		await expect(column("Contained").locator("[data-case]").filter({ hasText: "Alpha" })).toHaveCount(1);
		await page
			.getByRole("dialog")
			.filter({ hasText: "Contained" })
			.getByRole("button", { name: "Undo" })
			.click();
		await expect(column("Open").locator("[data-case]").filter({ hasText: "Alpha" })).toHaveCount(1);
	});

	const findings = page.getByRole("tab", { name: /^Findings/ });
	await test.step("merged, and unmerged again", async () => {
		await page.goto(`${app?.url}/cases/${bravo}`);
		await page.getByRole("button", { name: "Merge into…" }).click();
		const dialog = page.getByRole("dialog", { name: `Merge case #${bravo} into another` });
		await dialog.getByLabel("Into which case?").fill("Alpha");
		await dialog.getByRole("radio", { name: new RegExp(`#${alpha} Alpha`) }).check();
		await dialog.getByRole("button", { name: `Merge into #${alpha}` }).click();
		await expect(page.getByRole("heading", { level: 1 })).toContainText("Alpha");
		await expect(findings).toContainText("7");
		await page.getByRole("button", { name: `Unmerge #${bravo}` }).click();
		await expect(findings).toContainText("4");
		await page.goto(`${app?.url}/cases/${bravo}`);
		await expect(findings).toContainText("3");
	});

	await test.step("split off, and returned", async () => {
		await findings.click();
		await page
			.getByRole("checkbox", { name: /^Select/ })
			.first()
			.check();
		await page.getByRole("button", { name: "Split 1 into a new case" }).click();
		const toast = page.getByRole("dialog").filter({ hasText: "Split into case #" });
		await expect(findings).toContainText("2");
		await toast.getByRole("button", { name: "Undo" }).click();
		await expect(findings).toContainText("3");
	});
});
