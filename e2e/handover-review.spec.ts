import { createHash } from "node:crypto";
import { type APIResponse, type BrowserContext, expect, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { OwnApp, SEED_HUNT } from "./own-app";
import { person, printedPassword } from "./person-command";
import { test } from "./test";

/** Two people hand over a shift: what one signs, the other reads back item by item, each in a browser of their own. */

test.describe.configure({ mode: "serial" });

const PASSWORD = { kim: "seven green bottles", lee: "purple trombone parade" };
let app: OwnApp;
test.beforeAll(async () => {
	app = await OwnApp.start();
});
test.afterAll(() => app.clear());

async function signIn(context: BrowserContext, login: "kim" | "lee", given: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(`${app.url}/handovers`);
	await page.getByLabel("Login").fill(login);
	await page.getByLabel("Password", { exact: true }).fill(given);
	await page.getByRole("button", { name: "Sign in", exact: true }).click();
	await page.getByLabel("New password").fill(PASSWORD[login]);
	await page.getByLabel("Repeat the password").fill(PASSWORD[login]);
	await page.keyboard.press("Enter");
	await expect(page.getByRole("heading", { level: 1, name: "Handovers" })).toBeVisible();
	return page;
}

/** A person who has signed in here before. */
async function returning(context: BrowserContext, login: "kim" | "lee", path: string): Promise<Page> {
	const page = await context.newPage();
	await page.goto(`${app.url}${path}`);
	await page.getByLabel("Login").fill(login);
	await page.getByLabel("Password", { exact: true }).fill(PASSWORD[login]);
	await page.getByRole("button", { name: "Sign in", exact: true }).click();
	await expect(page.getByRole("navigation", { name: "Pages" })).toBeVisible();
	return page;
}

async function json<T>(response: APIResponse): Promise<T> {
	expect(response.ok(), `${response.url()}: ${await response.text()}`).toBe(true);
	return (await response.json()) as T;
}

interface Case {
	readonly id: string;
	readonly version: number;
}

/** What the story needs of the API, as this person. */
function apiOf(page: Page) {
	const { request } = page;
	const url = (path: string) => `${app.url}/api${path}`;
	return {
		runHunt: async () => {
			const { id } = await json<{ id: string }>(
				await request.post(url(`/hunts/${SEED_HUNT}/runs`), { data: {} }),
			);
			await expect
				.poll(async () => (await json<{ status: string }>(await request.get(url(`/runs/${id}`)))).status)
				.toBe("succeeded");
		},
		newCase: async (title: string) =>
			json<Case>(await request.post(url("/cases"), { data: { title, severity: "medium" } })),
		change: async ({ id }: Case, change: object) => {
			const { version } = await json<Case>(await request.get(url(`/cases/${id}`)));
			return json<Case>(await request.patch(url(`/cases/${id}`), { data: { version, ...change } }));
		},
		triageAll: async () => {
			const asOf = new Date().toISOString();
			const data = { verdict: "triaged", filter: { status: ["new"] }, asOf };
			await json(await request.post(url("/findings/decisions"), { data }));
		},
		me: async () => (await json<{ me: { id: string } }>(await request.get(url("/me")))).me.id,
		signHandover: async () => {
			const { id, version } = await json<Case>(await request.post(url("/handovers")));
			await json(await request.post(url(`/handovers/${id}/signature`), { data: { version } }));
		},
		inbox: async () =>
			(await json<{ items: { text: string }[] }>(await request.get(url("/inbox")))).items.map(
				({ text }) => text,
			),
		text: async (path: string) => {
			const response = await request.get(url(path));
			expect(response.ok()).toBe(true);
			return response.text();
		},
	};
}

const itemOf = (page: Page, name: string | RegExp) =>
	page.getByRole("list", { name: "Items" }).getByRole("button", { name });

test("a shift is handed over, read back with a question and a refusal, and acknowledged", async ({
	newContext,
}) => {
	const add = (login: string, name: string, role: string) =>
		person(app.environment, "add", login, "--name", name, "--role", role);
	const kimsPassword = printedPassword(await add("kim", "Kim Lind", "admin"));
	const leesPassword = printedPassword(await add("lee", "Lee Ray", "lead"));
	const kim = await signIn(await newContext(), "kim", kimsPassword);
	const lee = await signIn(await newContext(), "lee", leesPassword);
	const api = apiOf(kim);
	const own = await api.me();
	const planned = (nextAction: string) => ({
		nextAction,
		nextActionOwnerId: own,
		nextActionAt: "2030-01-01T09:00:00Z",
	});

	await test.step("the previous handover", async () => {
		await api.runHunt();
		const alpha = await api.newCase("Alpha campaign");
		await api.change(alpha, planned("Call the user"));
		await api.signHandover();
		await api.triageAll();
	});

	const charlie = await api.newCase("Charlie phish");
	await test.step("a missing next action blocks the signature until it is there", async () => {
		await kim.getByRole("button", { name: "Open the draft" }).click();
		await expect(kim).toHaveURL(`${app.url}/handovers/2`);
		const sign = kim.getByRole("button", { name: "Sign", exact: true });
		await expect(sign).toBeDisabled();
		await expect(kim.getByText(/^Missing: next action, owner/)).toBeVisible();
		const form = kim.getByRole("form", { name: /Charlie phish/ });
		await form.getByRole("textbox", { name: "Next action" }).fill("Purge the mail");
		await form.getByRole("combobox", { name: "Owner of the next action" }).click();
		await kim.getByRole("option", { name: "Kim Lind" }).click();
		await form.getByLabel("Until").fill("2030-01-01T09:00");
		await form.getByRole("button", { name: "Save the next action" }).click();
		await expect(form).toBeHidden();
		await expectAccessible(kim, "a draft");
		await sign.click();
		const dialog = kim.getByRole("dialog", { name: "Sign this handover?" });
		await expect(dialog.getByRole("checkbox", { name: "Lee Ray" }), "every other lead").toBeChecked();
		await expectAccessible(kim, "naming receivers");
		await dialog.getByRole("button", { name: "Sign" }).click();
		await expect(kim.getByText("SHA-256")).toBeVisible();
	});

	const hash = await kim.locator("code").first().textContent();
	await test.step("later changes of the data do not change the signed handover", async () => {
		await api.change(charlie, { title: "Charlie renamed", nextAction: "" });
		await kim.reload();
		await expect(kim.getByRole("heading", { name: "Charlie phish" })).toBeVisible();
		await expect(kim.getByText("Purge the mail")).toBeVisible();
		await expect(kim.locator("code").first()).toHaveText(hash ?? "");
		await expect(kim.getByText("someone else has to read it back")).toBeVisible();
	});

	await test.step("the difference from the previous handover", async () => {
		const section = kim.getByRole("region", { name: "Since handover 1" });
		await expect(section.getByRole("region", { name: "New" })).toContainText("Charlie phish");
		await expect(section.getByRole("region", { name: "Resolved" })).toContainText("decide");
		await expect(section.getByRole("region", { name: "Carried over" })).toContainText("Alpha campaign");
		await expect(section.getByRole("region", { name: "Carried over" })).toContainText("Carried over 1 shift");
	});

	await test.step("the receiver is notified and follows the link to it", async () => {
		await expect(
			lee.getByRole("link", { name: /\(2 awaiting your acknowledgement\)$/ }),
			"live, without a reload",
		).toBeVisible();
		await lee.goto(`${app.url}/work`);
		await expect(lee.getByRole("list", { name: "Inbox" })).toContainText(
			"Kim Lind handed over to you: Handover 2 is awaiting your acknowledgement.",
		);
		await expectAccessible(lee, "my work with a handover");
	});

	await test.step("the reader accepts, asks and declines with the keyboard", async () => {
		const waiting = lee.getByRole("region", { name: "Awaiting your acknowledgement (2)" });
		await waiting.getByRole("link", { name: "Handover 2" }).click();
		await expect(lee).toHaveURL(`${app.url}/handovers/2/read-back`);
		await expect(lee.getByText("0 of 3 answered")).toBeVisible();
		await expectAccessible(lee, "the read-back");
		await itemOf(lee, /Alpha campaign/).click();
		await lee.keyboard.press("q");
		await expect(lee.getByRole("textbox", { name: "Question" })).toBeFocused();
		await lee.keyboard.type("Which user?");
		await lee.keyboard.press("Control+Enter");
		await expect(lee.getByText("1 of 3 answered · 1 asked")).toBeVisible();
		await expect(lee.getByRole("button", { name: "Acknowledge the handover" })).toBeDisabled();
	});

	await test.step("the question is notified, and the answer appears by itself", async () => {
		expect((await api.inbox()).join()).toContain("Lee Ray asks about “#1 Alpha campaign” of handover 2.");
		await kim.goto(`${app.url}/handovers/2/read-back`);
		await itemOf(kim, /Alpha campaign/).click();
		await expect(kim.getByText("Which user?")).toBeVisible();
		await kim.getByLabel("Answer in this thread").fill("The one in finance.");
		await kim.getByRole("button", { name: "Send" }).click();
		await expect(lee.getByText("The one in finance.")).toBeVisible();
		await lee.keyboard.press("a");
		await expect(itemOf(lee, /Alpha campaign/).getByLabel("Accepted")).toBeVisible();
		await expect(itemOf(kim, /Alpha campaign/).getByLabel("Accepted"), "live for both").toBeVisible();
	});

	await test.step("a declined item shows its reason, and later changes appear beside what was signed", async () => {
		await itemOf(lee, /Charlie phish/).click();
		const since = lee.getByRole("region", { name: "Since then" });
		await expect(since).toContainText("Next action done: Purge the mail");
		await lee.keyboard.press("d");
		await expect(lee.getByRole("textbox", { name: "Why you do not take it over" })).toBeFocused();
		await lee.keyboard.type("Nobody on shift may purge.");
		await lee.keyboard.press("Control+Enter");
		await expect(lee.getByText("2 of 3 answered · 1 declined")).toBeVisible();
		// No run has read anything since the handover before.
		await itemOf(lee, /User clicked through events/).click();
		await lee.keyboard.press("a");
		await expect(lee.getByText("3 of 3 answered · 1 declined")).toBeVisible();
	});

	await test.step("an addendum, and the acknowledgement", async () => {
		await kim.getByRole("button", { name: "Add an addendum" }).click();
		await kim.getByRole("textbox", { name: "Addendum" }).fill("The user has called back.");
		await kim.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
		await expect(lee.getByText("The user has called back.")).toBeVisible();
		await lee.getByLabel("What you have taken over").fill("One campaign; Charlie stays with Kim.");
		await lee.getByRole("button", { name: "Acknowledge the handover" }).click();
		await expect(lee.getByText("Acknowledged by Lee Ray")).toBeVisible();
		await expect(lee.getByRole("link", { name: /\(1 awaiting your acknowledgement\)$/ })).toBeVisible();
		await expect(kim.getByText("Acknowledged by Lee Ray"), "live for both").toBeVisible();
		await expect(lee.getByRole("button", { name: /^Accept( A)?$/ })).toHaveCount(0);
	});

	await test.step("the document and its exports contain all of it", async () => {
		await kim.goto(`${app.url}/handovers/2`);
		for (const text of [
			"Nobody on shift may purge.",
			"The one in finance.",
			"The user has called back.",
			"One campaign; Charlie stays with Kim.",
		]) {
			await expect(kim.getByText(text)).toBeVisible();
		}
		await expectAccessible(kim, "the signed handover");
		const past = JSON.parse(await api.text("/handovers/history?limit=1")) as { items: [{ id: string }] };
		const { id } = past.items[0];
		const exported = JSON.parse(await api.text(`/handovers/${id}/export?format=json`));
		expect(createHash("sha256").update(exported.snapshotText).digest("hex")).toBe(hash);
		expect(await api.text(`/handovers/${id}/export?format=markdown`)).toContain("The user has called back.");
	});

	await test.step("in presentation view the arrow keys alone move through it", async () => {
		await lee.goto(`${app.url}/handovers/2/wall`);
		const slide = lee.getByRole("region", { name: "Overview" });
		await expect(slide).toContainText("Alpha campaign");
		await expectAccessible(lee, "the wall");
		await lee.keyboard.press("ArrowRight");
		await expect(lee.getByRole("region", { name: "Item 1" })).toBeVisible();
		await lee.keyboard.press("End");
		await expect(lee.getByRole("region", { name: "Item 3" })).toBeVisible();
		await expect(lee.getByText("acknowledged by Lee Ray")).toBeVisible();
		await lee.keyboard.press("Escape");
		await expect(lee).toHaveURL(`${app.url}/handovers/2`);
	});

	await test.step("search finds it by text, and the calendar by day", async () => {
		await lee.goto(`${app.url}/handovers`);
		const rows = lee.getByRole("table", { name: "Handovers" }).getByRole("row");
		await expect(rows.filter({ hasText: "Kim Lind" })).toHaveCount(2);
		await lee.getByLabel("Search items, questions and addenda").fill("in FINANCE");
		await expect(rows.filter({ hasText: "The one in finance." })).toHaveCount(1);
		await expect(rows.filter({ hasText: "Kim Lind" })).toHaveCount(1);
		await expectAccessible(lee, "the past handovers");
		await lee.getByRole("radio", { name: "Calendar" }).click();
		const today = lee.locator("[aria-current=date]");
		await expect(today.getByLabel("Acknowledged")).toBeVisible();
		await expect(today.getByLabel("Awaiting acknowledgement")).toBeVisible();
		await expectAccessible(lee, "the calendar");
	});
});

test("308 open cases load as a small page, are answered together, and are all in print", async ({
	newContext,
}) => {
	const CASES = 308;
	const kim = await returning(await newContext(), "kim", "/handovers");
	const lee = await returning(await newContext(), "lee", "/findings");
	const api = apiOf(kim);
	await test.step("308 cases are created", async () => {
		for (let made = 0; made < CASES; made += 8) {
			await Promise.all(
				Array.from({ length: Math.min(8, CASES - made) }, (_, n) => api.newCase(`Many ${made + n + 1}`)),
			);
		}
	});
	const nodes = (page: Page) => page.evaluate(() => document.querySelectorAll("*").length);
	await test.step("the draft page is small, and one reason explains all cases", async () => {
		await kim.getByRole("button", { name: "Open the draft" }).click();
		await expect(kim.getByText(/^Before signing, \d+ items need something$/)).toBeVisible();
		await expect(kim.getByRole("button", { name: /^Show \d+ more: Stable$/ })).toBeVisible();
		expect(await nodes(kim)).toBeLessThan(3_000);
		await expectAccessible(kim, "a draft of many cases");
		await kim
			.getByRole("button", { name: /^Show all \d+$/ })
			.first()
			.click();
		await kim.getByRole("link", { name: /Many 300$/ }).click();
		const revealed = kim.getByRole("form", { name: /Many 300$/ });
		await expect(kim.locator(":focus").filter({ has: revealed })).toBeVisible();
		await kim.getByRole("button", { name: "Give one reason for all" }).first().click();
		const dialog = kim.getByRole("dialog", { name: "Give one reason for many" });
		await dialog.getByLabel("Handed over as it is because").fill("Day shift plans them.");
		await expectAccessible(kim, "one reason for many");
		await dialog.getByRole("button", { name: /^Explain \d+ items$/ }).click();
		await expect(dialog).toBeHidden();
	});
	await test.step("signed, it is small on screen and complete in print", async () => {
		await expect(kim.getByText("Nothing is missing: it can be signed")).toBeVisible();
		await kim.getByRole("button", { name: "Sign", exact: true }).click();
		await kim.getByRole("dialog").getByRole("button", { name: "Sign" }).click();
		await expect(kim.getByText("SHA-256")).toBeVisible();
		await expect(kim.getByRole("region", { name: "Carried over" })).toBeVisible();
		expect(await nodes(kim)).toBeLessThan(3_000);
		const pdf = (await kim.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
		const pages = pdf.match(/\/Type \/Page\b/g)?.length ?? 0;
		// Eight lines each at the least: not the first 40 alone.
		expect(pages).toBeGreaterThan(25);
	});
	await test.step("all stable items are accepted at once", async () => {
		await lee.getByRole("link", { name: /awaiting your acknowledgement\)$/ }).click();
		await lee
			.getByRole("region", { name: /^Awaiting/ })
			.getByRole("link", { name: "Handover 3" })
			.click();
		const accept = lee.getByRole("button", { name: /^Accept all \d+ stable$/ });
		await expect(accept).toBeVisible();
		expect(await nodes(lee)).toBeLessThan(3_000);
		await expectAccessible(lee, "the read-back of many");
		await accept.click();
		await lee
			.getByRole("dialog")
			.getByRole("button", { name: /^Accept \d+ items$/ })
			.click();
		await expect(accept).toBeHidden();
		await expect(lee.getByRole("button", { name: /^Stable \d+ all answered$/ })).toBeVisible();
	});
});

test("an administrator plans the shifts, and errors appear at their fields", async ({ newContext }) => {
	const context = await newContext();
	const page = await returning(context, "kim", "/settings/shifts");
	const row = (index: number) => page.locator("form li").nth(index);
	for (const [index, [name, start]] of [
		["Early", "06:00"],
		["Late", "14:00"],
		["Night", "14:00"],
	].entries()) {
		await page.getByRole("button", { name: "Add a shift" }).click();
		await row(index)
			.getByLabel("Name", { exact: true })
			.fill(name as string);
		await row(index)
			.getByLabel("Begins", { exact: true })
			.fill(start as string);
	}
	await page.getByLabel("Time zone").fill("Europe/Atlantis");
	const save = page.getByRole("button", { name: "Save the shifts" });
	await save.click();
	await expect(page.getByLabel("Time zone")).toHaveAttribute("aria-invalid", "true");
	await expect(page.getByRole("main")).toContainText("An IANA name such as Europe/Berlin.");
	await page.getByLabel("Time zone").fill("Europe/Berlin");
	await save.click();
	await expect(row(2)).toContainText("Begins at the same time as Late.");
	await expectAccessible(page, "shifts that do not fit");
	await row(2).getByLabel("Begins", { exact: true }).fill("22:00");
	await row(1).getByRole("combobox", { name: "Add a lead to Late" }).click();
	await page.getByRole("option", { name: "Lee Ray" }).click();
	await save.click();
	await expect(page.getByText(/^Now: (Early|Late|Night)/)).toBeVisible();
	await page.reload();
	await expect(row(1).getByLabel("Name")).toHaveValue("Late");
	await expect(row(1).getByRole("button", { name: "Remove Lee Ray from Late" })).toBeVisible();
	await expect(row(2).getByLabel("Begins", { exact: true })).toHaveValue("22:00");
});
