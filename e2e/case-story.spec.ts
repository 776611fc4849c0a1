import { type APIResponse, type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import { expectAccessible } from "./accessibility";
import { OwnApp, SEED_HUNT } from "./own-app";
import { person, printedPassword } from "./person-command";
import { test } from "./test";

/** A campaign from its escalation to its report: two people work a case, each in a browser of their own. */

const PASSWORD = "seven green bottles";
const LURE = "invoice.lure.example";
let app: OwnApp;
test.beforeAll(async () => {
	app = await OwnApp.start();
});
test.afterAll(() => app.clear());

async function signIn(context: BrowserContext, login: string, name: string, role: string): Promise<Page> {
	const given = printedPassword(await person(app.environment, "add", login, "--name", name, "--role", role));
	const data = { login, password: given, newPassword: PASSWORD };
	expect((await context.request.post(`${app.url}/api/sign-in/password`, { data })).ok()).toBe(true);
	return await context.newPage();
}

async function json<T>(response: APIResponse): Promise<T> {
	expect(response.ok(), `${response.url()}: ${await response.text()}`).toBe(true);
	return (await response.json()) as T;
}

/** An export of clicks through a warning: one line a user, each by a mail of their own. */
function clicks(users: readonly string[], host: string): string {
	const lines = users.map((user, index) => {
		const at = new Date(Date.now() - (users.length - index) * 60_000).toISOString();
		return `${at},${user}@contoso.example,ClickAllowed,true,mail-${user},report-${user},Phish,https://${host}/pay?u=${user},Email,198.51.100.7`;
	});
	const header =
		"TimeGenerated,AccountUpn,ActionType,IsClickedThrough,NetworkMessageId,ReportId,ThreatTypes,Url,Workload,IPAddress";
	return [header, ...lines, ""].join("\n");
}

/** Imports an export and runs the hunt over it. */
async function hunt({ request }: Page, name: string, text: string): Promise<void> {
	const search = new URLSearchParams({
		fileName: `${name}.csv`,
		table: "UrlClickEvents",
		replaceSample: "1",
	});
	await json(
		await request.post(`${app.url}/api/workspace/imports?${search}`, {
			headers: { "content-type": "application/octet-stream" },
			data: Buffer.from(text),
		}),
	);
	const { id } = await json<{ id: string }>(
		await request.post(`${app.url}/api/hunts/${SEED_HUNT}/runs`, { data: { preset: "24h" } }),
	);
	const status = async () =>
		(await json<{ status: string }>(await request.get(`${app.url}/api/runs/${id}`))).status;
	await expect.poll(status).toBe("succeeded");
}

const tab = (page: Page, name: string) => page.getByRole("tab", { name: new RegExp(`^${name}`) });
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });
const tasks = (page: Page) => page.getByRole("tabpanel").locator("li[data-id]");

/** Parts of a dialog beyond its right edge, or that can be scrolled sideways. */
function runsOut(of: Locator): Promise<string[]> {
	return of.evaluate((element) => {
		const edge = element.getBoundingClientRect().right;
		return [...element.querySelectorAll<HTMLElement>("*")]
			.filter((each) => {
				const { overflowX } = getComputedStyle(each);
				const scrolls = ["auto", "scroll"].includes(overflowX) && each.scrollWidth > each.clientWidth;
				return scrolls || each.getBoundingClientRect().right > edge + 0.5;
			})
			.map((each) => `${each.tagName} ${each.textContent?.slice(0, 60)}`);
	});
}

interface Finding {
	readonly id: string;
	readonly status: string;
	readonly decision: { readonly verdict: string; readonly note: string | null } | null;
}

test("a campaign: escalated as a group, joined by a sixth click, worked by two, contained, closed, reported", async ({
	newContext,
}) => {
	const kim = await signIn(await newContext(), "kim", "Kim Lind", "admin");
	const lee = await signIn(await newContext(), "lee", "Lee Ray", "lead");

	await test.step("five clicks of one campaign are escalated as a group", async () => {
		await hunt(kim, "first", clicks(["ada", "bo", "cleo", "dan", "eve"], LURE));
		await hunt(kim, "other", clicks(["zoe"], "parcel.example"));
		await kim.goto(`${app.url}/findings?text=${LURE}`, { waitUntil: "networkidle" });
		await kim.keyboard.press("j");
		await kim.keyboard.press("e");
		const escalate = dialog(kim, "Escalate this finding");
		await escalate.getByLabel("Title of the new case").fill("Invoice lure");
		await escalate.getByRole("checkbox", { name: /4 more of the same campaign/ }).check();
		await expectAccessible(kim, "an escalation of a group", "[role=dialog]");
		await escalate.getByRole("button", { name: "Escalate 5" }).click();
		const toast = kim.getByRole("dialog").filter({ hasText: "5 findings escalated" });
		await toast.getByRole("link", { name: "Case #1" }).click();
		await expect(kim.getByRole("heading", { level: 1 })).toContainText("Invoice lure");
		await expect(tab(kim, "Findings")).toContainText("5");
	});

	const { id: caseId } = await json<{ id: string }>(await kim.request.get(`${app.url}/api/cases/1`));
	await test.step("one person's changes appear for the other at once", async () => {
		await lee.goto(`${app.url}/cases/1?section=tasks`);
		await kim.getByRole("button", { name: "Assign to me", exact: true }).click();
		await expect(lee.getByText("Kim Lind").first(), "the owner").toBeVisible();
		await tab(kim, "Tasks").click();
		await expect(tasks(kim).first()).toBeVisible();
		await kim.keyboard.press("j");
		await kim.keyboard.press("w");
		await expect(tasks(lee).first().getByRole("button", { name: "Status: Started" })).toBeVisible();
	});

	await test.step("both finish the tasks that block closing, in turn", async () => {
		const holding = (page: Page) => tasks(page).filter({ hasText: "Holds the case" });
		const count = await holding(kim).count();
		expect(count).toBeGreaterThan(1);
		for (let done = 0; done < count; done++) {
			const page = done % 2 === 0 ? kim : lee;
			const left = count - done;
			await expect(holding(page)).toHaveCount(left);
			await holding(page).first().focus();
			await page.keyboard.press("d");
			const finish = dialog(page, "Finish the task");
			await finish.getByLabel("Outcome").fill(`Done as number ${done + 1}.`);
			await page.keyboard.press("Control+Enter");
			await expect(finish).toBeHidden();
			for (const each of [kim, lee]) await expect(holding(each), "for both").toHaveCount(left - 1);
		}
	});

	await test.step("a sixth click arrives later, and the case is suggested for it, with the reason", async () => {
		await hunt(kim, "second", clicks(["fay"], LURE));
		await kim.goto(`${app.url}/findings?text=${LURE}`, { waitUntil: "networkidle" });
		await kim.keyboard.press("j");
		await kim.keyboard.press("e");
		const escalate = dialog(kim, "Escalate this finding");
		const offered = escalate.getByRole("radio", { name: /#1 Invoice lure/ });
		await expect(escalate.getByText(/Same campaign: invoice\[\.\]lure\[\.\]example/)).toBeVisible();
		await expect(offered, "the case of the campaign is selected").toBeChecked();
		await expect(escalate.getByRole("radio").first(), "and comes first").toBeChecked();
		await expect(offered).toBeFocused();
		for (const width of [390, 1440]) {
			await kim.setViewportSize({ width, height: 900 });
			expect(await runsOut(escalate), `what runs past the right edge at ${width}`).toEqual([]);
		}
		await escalate.getByRole("button", { name: "Escalate", exact: true }).click();
		await expect(kim.getByRole("dialog").filter({ hasText: "1 finding escalated" })).toContainText("#1");
		await expect(tab(lee, "Findings"), "for both").toContainText("6");
	});

	await test.step("two people edit the same field: the later one sees both versions and chooses", async () => {
		await kim.goto(`${app.url}/cases/1`);
		await tab(lee, "Overview").click();
		const edit = async (page: Page, text: string) => {
			await page.getByRole("button", { name: "Edit what we know" }).click();
			await dialog(page, "What we know and suspect").getByLabel("What we know").fill(text);
		};
		await edit(kim, "Six people clicked.");
		await edit(lee, "Two typed a password.");
		await kim.getByRole("button", { name: "Save" }).click();
		await expect(kim.getByText("Six people clicked.")).toBeVisible();
		const writing = dialog(lee, "What we know and suspect");
		await expect(writing.getByText("This case changed while you were editing")).toBeVisible();
		await expect(writing.getByRole("row", { name: /What we know/ })).toContainText("Six people clicked.");
		await lee.getByRole("button", { name: "Save" }).click();
		const conflict = dialog(lee, "This case changed in the meantime");
		await expect(conflict).toContainText("Six people clicked.");
		await expect(conflict).toContainText("Two typed a password.");
		await expectAccessible(lee, "a conflict", "[role=dialog]");
		await conflict.getByRole("button", { name: "Apply mine" }).click();
		await expect(lee.getByText("Two typed a password.")).toBeVisible();
		await expect(kim.getByText("Two typed a password."), "for both").toBeVisible();
	});

	await test.step("contained, and closed as a true positive", async () => {
		const work = { data: { version: 0, nextAction: "Call the bank", nextActionOwnerId: "" } };
		const people = await json<{ items: { id: string; name: string }[] }>(
			await kim.request.get(`${app.url}/api/cases/people`),
		);
		expect(
			people.items.map(({ name }) => name),
			"no local administrator",
		).toEqual(["Kim Lind", "Lee Ray"]);
		const { version } = await json<{ version: number }>(await kim.request.get(`${app.url}/api/cases/1`));
		work.data = { ...work.data, version, nextActionOwnerId: people.items[1]?.id ?? "" };
		await json(await kim.request.patch(`${app.url}/api/cases/${caseId}`, work));
		for (const page of [kim, lee]) {
			await expect(page.getByText("Call the bank"), "for both").toBeVisible();
		}
		await lee.getByRole("button", { name: "Mark contained" }).click();
		await expect(kim.getByRole("button", { name: "Mark resolved" }), "for both").toBeVisible();
		await kim.getByRole("button", { name: "Other statuses" }).click();
		await kim.getByRole("menuitem", { name: "Close…" }).click();
		const close = dialog(kim, "Close case #1");
		await expect(close.getByRole("combobox", { name: "Classification" })).toContainText("True positive");
		const open = close.getByRole("group", { name: "Still open in this case" });
		await expect(open.getByRole("listitem").filter({ hasText: "Next action: Call the bank" })).toContainText(
			"Lee Ray",
		);
		await expect(open).toContainText("Notified: Lee Ray.");
		await expectAccessible(kim, "a closing with open work", "[role=dialog]");
		expect(await runsOut(close)).toEqual([]);
		await open.getByRole("button", { name: /^Mark done all/ }).click();
		await close.getByLabel("Note").fill("Passwords are new, the mail is purged.");
		await close.getByRole("button", { name: "Close the case" }).click();
		await expect(lee.getByRole("button", { name: "Reopen" }), "for both").toBeVisible();
		const { items } = await json<{ items: { text: string }[] }>(
			await lee.request.get(`${app.url}/api/inbox`),
		);
		expect(items[0]?.text).toContain("Marked done: next action “Call the bank”.");
	});

	await test.step("its findings have the case's verdict, and no others do", async () => {
		const list = async (filter: string) =>
			(await json<{ items: Finding[] }>(await lee.request.get(`${app.url}/api/findings?${filter}`))).items;
		const own = await list(`case=${caseId}`);
		expect(own).toHaveLength(6);
		for (const { status, decision } of own) {
			expect({ status, verdict: decision?.verdict }).toEqual({ status: "escalated", verdict: "escalated" });
			expect(decision?.note, "the closing decided nothing once more").toBeNull();
		}
		expect((await list("text=parcel.example")).map(({ status }) => status)).toEqual(["new"]);
	});

	await test.step("the report is printed: defanged, and naming what it leaves out", async () => {
		await lee.goto(`${app.url}/cases/1/report`);
		const report = lee.getByRole("main");
		await expect(report).toContainText("Case 1: Invoice lure");
		await expect(report).toContainText("hxxps://invoice[.]lure[.]example/pay?u=fay");
		await expect(report).toContainText("Two typed a password.");
		await expect(report.getByRole("region", { name: "Left out" })).toBeVisible();
		expect(await report.textContent()).not.toContain(`https://${LURE}`);
		const pdf = (await lee.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1");
		expect(pdf.startsWith("%PDF-")).toBe(true);
		expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(1);
	});

	await test.step("every step is in the audit, in order", async () => {
		interface Row {
			readonly verb: string;
			readonly actor: { readonly name: string };
			readonly after: Record<string, unknown> | null;
		}
		const { items } = await json<{ items: Row[] }>(
			await kim.request.get(`${app.url}/api/audit?order=asc&limit=200`),
		);
		const told = items
			.filter(({ verb }) => /^(cases|tasks|findings)\./.test(verb))
			.map(({ verb, actor, after }) =>
				[verb, actor.name, after?.status ?? ""].filter((part) => part !== "").join(" "),
			);
		const story = told.filter((line, index) => line !== told[index - 1]);
		expect(story).toEqual([
			"findings.decide Kim Lind escalated",
			"cases.create Kim Lind",
			// Taken.
			"cases.update Kim Lind",
			"tasks.update Kim Lind doing",
			"tasks.update Kim Lind done",
			"tasks.update Lee Ray done",
			"tasks.update Kim Lind done",
			"findings.decide Kim Lind escalated",
			"cases.add-findings Kim Lind",
			// What we know, by one and then by the other over it.
			"cases.update Kim Lind",
			"cases.update Lee Ray",
			// The next action, for the other one.
			"cases.update Kim Lind",
			"cases.set-status Lee Ray contained",
			// What was open, ended with the case.
			"tasks.update Kim Lind done",
			"cases.set-status Kim Lind closed",
			"cases.report Lee Ray",
		]);
		// Five and one: a closing that agrees with them decides nothing.
		expect(told.filter((line) => line.startsWith("findings.decide"))).toHaveLength(5 + 1);
	});
});
