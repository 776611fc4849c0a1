import { expect } from "@playwright/test";
import { test } from "./test";
import { TriagePage } from "./triage-page";

test("first visit to first decision, which is still there after a reload", async ({ page }) => {
	const triage = new TriagePage(page);
	await triage.open();
	await expect(page.getByRole("button", { name: "Sample data" })).toBeVisible();
	await expect(page.getByRole("button", { name: "Local administrator" })).toBeVisible();
	const open = await triage.count("Open");
	const triaged = await triage.count("Triaged");
	expect(open).toBeGreaterThan(100);

	await page.keyboard.press("j");
	const first = await triage.activeId();
	await page.keyboard.press("t");

	await expect(triage.toast("1 finding marked triaged")).toBeVisible();
	await expect(page.locator(`tr[data-id="${first}"]`)).toHaveCount(0);
	await expect(triage.active).toBeFocused();
	expect(await triage.activeId()).not.toBe(first);
	await triage.expectCount("Open", open - 1);
	await triage.expectCount("Triaged", triaged + 1);

	await triage.open(`?status=triaged&finding=${first}`);
	await triage.expectCount("Open", open - 1);
	await expect(triage.panel.getByText("Decided triaged by")).toBeVisible();
	await expect(triage.panel.getByText("Local administrator").first()).toBeVisible();
	await triage.panel.getByRole("tab", { name: /Activity/ }).click();
	await expect(triage.panel.getByText("Decided triaged", { exact: true })).toBeVisible();
});

test("filter by user, mark all benign at once, undo", async ({ page }) => {
	const triage = new TriagePage(page);
	await triage.open();
	const all = await triage.count("All");
	const upn = (await triage.rows.nth(3).locator("bdi").first().getAttribute("title")) ?? "";

	await triage.filters.getByRole("combobox", { name: "User" }).click();
	await page.getByRole("combobox", { name: "Users that have findings" }).fill(upn.slice(0, 6));
	await page.getByRole("option", { name: new RegExp(`^${upn.replaceAll(".", "\\.")}`, "i") }).click();
	await page.keyboard.press("Escape");
	await expect.poll(() => new URL(page.url()).searchParams.get("user")).toBe(upn.toLowerCase());
	await expect(page.getByRole("button", { name: `Remove filter ${upn.toLowerCase()}` })).toBeVisible();
	// Until the new ones are there the counts are those of before.
	await expect.poll(() => triage.count("All")).toBeLessThan(all);
	const open = await triage.count("Open");
	const benign = await triage.count("Benign");
	await expect(triage.rows).toHaveCount(open);
	for (const cell of await triage.rows.locator("td:nth-child(4) bdi").all())
		await expect(cell).toHaveText(upn);

	await page.getByRole("checkbox", { name: "Select all that are loaded" }).check();
	await expect(triage.selection.getByText(`${open} selected`)).toBeVisible();
	await triage.selection.getByRole("button", { name: "Benign…" }).click();
	const why = page.getByRole("dialog", { name: /benign\?/ });
	await why.getByRole("button", { name: /^Mark/ }).click();
	await expect(why.getByRole("alert")).toContainText("Choose why it is benign");
	await page.keyboard.press("1");
	await expect(why.getByRole("radio", { name: /Attack simulation/ })).toBeChecked();
	await page.keyboard.press("Enter");

	await expect(triage.toast(/marked benign/)).toBeVisible();
	await triage.expectCount("Open", 0);
	await triage.expectCount("Benign", benign + open);
	await expect(page.getByRole("heading", { name: "Nothing is waiting" })).toBeVisible();

	await triage
		.toast(/marked benign/)
		.getByRole("button", { name: "Undo" })
		.click();
	await expect(triage.toast(/^Undone/)).toBeVisible();
	await triage.expectCount("Open", open);
	await triage.expectCount("Benign", benign);
	await expect(triage.rows).toHaveCount(open);
});

test("a filter's list stays in place while several values are chosen, and keeps them", async ({ page }) => {
	const triage = new TriagePage(page);
	await triage.open();
	await triage.filters.getByRole("combobox", { name: "User" }).click();
	const options = page.getByRole("option");
	await expect(options.nth(4)).toBeVisible();
	const texts = async () => (await options.allTextContents()).map((text) => text.replace("✔️", ""));
	const listed = await texts();
	const chosen = () => (new URL(page.url()).searchParams.get("user") ?? "").split(",");
	const place = await options.nth(4).boundingBox();
	await options.nth(4).click();
	await expect.poll(chosen).toHaveLength(1);
	await expect(options.nth(4)).toHaveAttribute("aria-selected", "true");
	expect(await texts()).toEqual(listed);
	expect(await options.nth(4).boundingBox()).toEqual(place);
	await options.nth(3).click();
	await expect.poll(chosen).toHaveLength(2);
	expect(await texts()).toEqual(listed);
	expect(listed.filter((text) => chosen().some((user) => text.toLowerCase().startsWith(user)))).toEqual(
		listed.slice(3, 5),
	);
	await page.keyboard.press("Escape");

	await triage.filters.getByRole("button", { name: /^Click/ }).click();
	for (const name of [/^Clicked through/, /^Allowed/]) {
		await page.getByRole("menuitemcheckbox", { name }).click();
	}
	await expect(page.getByRole("menuitemcheckbox", { checked: true })).toHaveCount(2);
	await page.keyboard.press("Escape");
	await triage.filters.getByRole("button", { name: /^Data/ }).click();
	await page.getByRole("menuitemradio", { name: "Own data only" }).click();
	await expect(page.getByRole("button", { name: "Remove filter Own data only" })).toBeVisible();
	await expect(triage.rows).toHaveCount(0);
});

test("a host that is too long shows its end, and in full to screen readers", async ({ page }) => {
	const triage = new TriagePage(page);
	await page.setViewportSize({ width: 1024, height: 800 });
	await triage.open();
	const hosts = triage.rows.locator("td code[title]:visible");
	await expect(hosts.first()).toBeVisible();
	const cut = await hosts.evaluateAll((codes) =>
		codes
			.filter((code) => code.clientWidth > 0 && code.scrollWidth > code.clientWidth)
			.map((code) => {
				const text = code.querySelector("bdi")?.getBoundingClientRect();
				const cell = code.getBoundingClientRect();
				return {
					end: Math.abs((text?.right ?? 0) - cell.right) <= 1,
					whole: code.getAttribute("title") === code.textContent,
				};
			}),
	);
	expect(cut.length, "some host is too long for its column").toBeGreaterThan(0);
	expect(cut.filter(({ end, whole }) => !end || !whole)).toEqual([]);
});

test("keyboard alone: move, select a range, search, decide, undo, help", async ({ page }) => {
	const triage = new TriagePage(page);
	await triage.open();
	const escalated = await triage.count("Escalated");
	const ids = await triage.rows.evaluateAll((rows) =>
		rows.slice(0, 5).map((row) => row.getAttribute("data-id")),
	);

	for (const key of ["j", "j", "ArrowDown", "k"]) await page.keyboard.press(key);
	expect(await triage.activeId()).toBe(ids[1]);
	await page.keyboard.press("x");
	await page.keyboard.press("j");
	await page.keyboard.press("j");
	await page.keyboard.press("Shift+X");
	await expect(triage.selection.getByText("3 selected")).toBeVisible();

	await page.keyboard.press("e");
	await expect(page.getByRole("dialog").getByRole("radio", { checked: true })).toBeFocused();
	await page.keyboard.press("Enter");
	await expect(triage.toast("3 findings escalated")).toBeVisible();
	await triage.expectCount("Escalated", escalated + 3);
	expect(await triage.activeId()).toBe(ids[4]);

	await page.keyboard.press("u");
	await triage.expectCount("Escalated", escalated);
	await expect(triage.active).toBeFocused();
	expect(await triage.activeId()).toBe(ids[1]);

	await page.keyboard.press("o");
	await expect(triage.panel).toBeVisible();
	await page.keyboard.press("j");
	await expect(page).toHaveURL(new RegExp(`finding=${ids[2]}`));
	await page.keyboard.press("Escape");
	await expect(triage.panel).toBeHidden();

	await page.keyboard.press("?");
	await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
	await page.keyboard.press("t");
	await page.keyboard.press("Escape");
	await page.keyboard.press("/");
	await page.keyboard.type("tj");
	await expect(page).toHaveURL(/text=tj/);
	expect(await triage.count("Escalated")).toBeLessThanOrEqual(escalated);
	await page.keyboard.press("Escape");
	await expect(page).not.toHaveURL(/text=/);
});

test("another person decided first: shows both decisions, and either can be kept", async ({
	page,
	newContext,
	request,
}) => {
	const other = new TriagePage(await (await newContext()).newPage());
	const triage = new TriagePage(page);
	await triage.open();
	await other.open();
	await other.page.keyboard.press("j");
	await page.keyboard.press("j");
	const id = await triage.activeId();
	expect(await other.activeId()).toBe(id);

	await page.keyboard.press("b");
	const changed = page.getByText("This finding changed while you were deciding");
	await expect(page.getByRole("dialog", { name: "Why is it benign?" })).toBeVisible();
	await expect(changed).toHaveCount(0);
	await other.page.keyboard.press("t");
	await expect(other.toast("1 finding marked triaged")).toBeVisible();
	// The page has heard of it, and still decides what the person looked at.
	await expect(changed).toBeVisible();
	await page.keyboard.press("5");
	await page.keyboard.press("Enter");
	const conflict = page.getByRole("dialog", { name: "This finding changed in the meantime" });
	await expect(conflict.getByRole("region", { name: "Current" })).toContainText(/triaged/i);
	await expect(conflict.getByRole("region", { name: "Yours, not saved" })).toContainText("Legitimate site");
	await conflict.getByRole("button", { name: "Apply mine" }).click();
	await expect(triage.toast("1 finding marked benign")).toBeVisible();
	const standing = await (await request.get(`/api/findings/${id}`)).json();
	expect(standing).toMatchObject({ status: "benign", decision: { reason: "legitimate_site" } });

	const next = await triage.activeId();
	expect(await other.activeId()).toBe(next);
	await page.keyboard.press("e");
	await expect(page.getByRole("dialog", { name: "Escalate this finding" })).toBeVisible();
	await other.page.keyboard.press("t");
	await expect(changed).toBeVisible();
	await page.keyboard.press("Control+Enter");
	await conflict.getByRole("button", { name: "Keep theirs" }).click();
	await expect(conflict).toBeHidden();
	expect((await (await request.get(`/api/findings/${next}`)).json()).status).toBe("triaged");
	await expect(page.locator(`tr[data-id="${next}"]`)).toHaveCount(0);
});

test("a decision is marked on its button, and undone and revised after a reload, also from the audit", async ({
	page,
	request,
}) => {
	const triage = new TriagePage(page);
	await triage.open();
	await page.keyboard.press("j");
	const id = await triage.activeId();
	const status = async () => (await (await request.get(`/api/findings/${id}`)).json()).status;
	const { items: before } = await (await request.get(`/api/audit?kind=finding&target=${id}`)).json();
	await page.keyboard.press("b");
	await page.keyboard.press("5");
	await page.keyboard.press("Enter");
	await expect(triage.toast("1 finding marked benign")).toBeVisible();

	await triage.open(`?status=all&finding=${id}`);
	await expect(triage.panel.getByRole("button", { name: /^Benign/, pressed: true })).toBeVisible();
	await expect(triage.panel.getByRole("button", { name: /^Triaged/, pressed: false })).toBeVisible();
	await triage.panel.getByRole("tab", { name: /^Activity/ }).click();
	await triage.panel.getByRole("button", { name: "Revise" }).click();
	await page.getByRole("menuitem", { name: "Benign…" }).click();
	await expect(page.getByRole("radio", { name: /^Legitimate site/ })).toBeChecked();
	await page.getByRole("textbox", { name: /^Note/ }).fill("Our own shop");
	await page.getByRole("button", { name: "Mark benign" }).click();
	await expect(triage.toast("1 finding marked benign")).toBeVisible();
	await triage.open(`?status=all&finding=${id}`);
	await expect(triage.panel.getByText("Our own shop").first()).toBeVisible();
	await triage.panel.getByRole("tab", { name: /^Activity/ }).click();
	const activity = triage.panel.getByRole("tabpanel", { name: /^Activity/ });
	await activity.getByRole("button", { name: "Undo" }).first().click();
	await expect(triage.toast("Undone: 1 finding marked benign")).toBeVisible();
	expect(await status()).toBe("benign");
	await triage.panel.getByRole("button", { name: "Reopen" }).click();
	await expect.poll(status).toBe("new");
	await expect(triage.panel.getByRole("button", { name: "Undo" })).toHaveCount(0);
	await expect(triage.panel.getByRole("button", { pressed: true })).toHaveCount(0);

	await page.keyboard.press("t");
	await expect.poll(status).toBe("triaged");
	await page.goto(`/audit?kind=finding&target=${id}`);
	const rows = page.locator("tbody tr[data-id]");
	await expect(rows).toHaveCount(before.length + 5);
	await rows.first().getByRole("cell").first().click(); // its middle is a link to the finding
	const entry = page.getByRole("region", { name: "Decision" });
	await expect(entry).toContainText("The finding still carries this decision.");
	await entry.getByRole("button", { name: "Undo" }).click();
	await expect.poll(status).toBe("new");
	await expect(entry).toContainText("No longer current: the finding is now new.");
});

test("an outage is shown: the decision is rolled back, the list says why it is missing, and both recover", async ({
	page,
	context,
}) => {
	const triage = new TriagePage(page);
	await triage.open();
	const open = await triage.count("Open");
	await page.keyboard.press("j");
	const id = await triage.activeId();
	await context.setOffline(true);
	await page.keyboard.press("t");
	await expect(triage.toast("The decision was not saved")).toContainText("cannot be reached");
	await expect(page.locator(`tr[data-id="${id}"]`)).toHaveCount(1);
	await triage.expectCount("Open", open);

	await page.getByRole("radio", { name: /^Triaged/ }).click();
	const problem = page.getByRole("alert").filter({ hasText: "The findings could not be loaded" });
	await expect(problem).toContainText("cannot be reached");
	await context.setOffline(false);
	// By itself: nobody has to press for it.
	await expect(problem).toBeHidden();
});

test("all matching findings can be decided at once, also those not loaded", async ({ page }) => {
	const triage = new TriagePage(page);
	await triage.open("?click=clicked-through");
	const open = await triage.count("Open");
	expect(open).toBeGreaterThan(100);
	await page.getByRole("checkbox", { name: "Select all that are loaded" }).check();
	await page.getByRole("button", { name: `Select all ${open} matching` }).click();
	await expect(triage.selection.getByText(`All ${open} selected`)).toBeVisible();
	await page.keyboard.press("t");
	await expect(triage.toast(`${open} findings marked triaged`)).toBeVisible();
	await triage.expectCount("Open", 0);
	await page.keyboard.press("u");
	await triage.expectCount("Open", open);
});

test("unknown parameters of the URL are named, and the rest works", async ({ page }) => {
	const triage = new TriagePage(page);
	await triage.open("?status=maybe&usr=anna&workload=Email");
	const notice = page.getByRole("status").filter({ hasText: "not understood" });
	await expect(notice.getByText("status")).toBeVisible();
	await expect(notice.getByText("usr")).toBeVisible();
	await expect(page.getByRole("button", { name: "Remove filter Email" })).toBeVisible();
	await notice.getByRole("button", { name: "Remove it" }).click();
	await expect(notice).toBeHidden();
	await expect(page).toHaveURL(/\/findings\?workload=Email$/);
});

test("a URL is never a link, and can be copied defanged or as it is", async ({ page, context }) => {
	/** Our pages can't read the clipboard, so the copied text is pasted elsewhere. */
	const paste = async () => {
		const pad = await context.newPage();
		await pad.setContent("<textarea></textarea>");
		await pad.locator("textarea").press("Control+V");
		const text = await pad.locator("textarea").inputValue();
		await pad.close();
		await page.bringToFront();
		return text;
	};
	const triage = new TriagePage(page);
	await triage.open();
	await page.keyboard.press("j");
	await page.keyboard.press("Enter");
	await triage.panel.getByRole("button", { name: "Copy defanged" }).click();
	const defanged = await paste();
	expect(defanged).toMatch(/^hxxps?:\/\/.*\[\.\]/);
	await triage.panel.getByRole("button", { name: "Copy original" }).click();
	const original = await paste();
	expect(original).toMatch(/^https?:\/\/[^[]*$/);
	await triage.panel.getByRole("tab", { name: "Raw rows" }).click();
	const hrefs = await page
		.locator("a")
		.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
	const here = new URL(page.url()).origin;
	expect(hrefs.filter((href) => !href.startsWith(here))).toEqual([]);
	expect(await page.locator("main").textContent()).not.toContain(original);
});

test("on a phone a finding fills the screen, and closing it shows the list again", async ({ newContext }) => {
	const context = await newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
	const triage = new TriagePage(await context.newPage());
	await triage.open();
	await triage.rows.nth(2).tap();
	await expect(triage.panel).toBeVisible();
	await expect(triage.panel.getByRole("button", { name: "Escalate…" })).toBeVisible();
	await triage.page.goBack();
	await expect(triage.panel).toBeHidden();
	await expect(triage.rows.first()).toBeVisible();
	const width = await triage.page.evaluate(() => document.documentElement.scrollWidth);
	expect(width).toBeLessThanOrEqual(390);
	await context.close();
});
