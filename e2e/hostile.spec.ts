import { type APIRequestContext, expect, type Locator, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { visibleProse, visibleText } from "../lib/core/visible-text";
import type { FindingPage, FindingSummary } from "../lib/triage/findings/schema";
import { HOSTILE, HOSTILE_JSON, hostileClicks, LIVE, quotedCsv } from "../test/findings/hostile-fixture";
import { type Receiver, startReceiver, status } from "../test/webhooks/receiver";
import { fillHostile, HUNT, NAME } from "./hostile-app";
import { answerEverywhere, writeEverywhere } from "./hostile-fields";
import { walkExports, walkPages } from "./hostile-walk";
import { expectInert, OVERRIDES } from "./inert";
import { OwnApp, SEED_HUNT } from "./own-app";
import { person, printedPassword } from "./person-command";
import { test } from "./test";

/** Hostile text in every column and field that accepts text. */

const ALL = Object.values(HOSTILE);
const HUNT_PATH = `/hunts/${encodeURIComponent(HUNT)}`;
const BIDI = "invoice\\u{202e}gpj.exe";

let own: OwnApp;
let receiver: Receiver;
let findings: FindingSummary[];

test.beforeAll(async ({ request }) => {
	receiver = await startReceiver();
	receiver.answer(status(400, {}, `${ALL.join("\n")}\u0000`));
	own = await OwnApp.start({ WEBHOOK_ALLOWED_HOSTS: `127.0.0.1:${receiver.port}` });
	await fillHostile(own, request);
	const list = await request.get(`${own.url}/api/findings?limit=200`);
	findings = [...((await list.json()) as FindingPage).items];
});
test.afterAll(async () => {
	await own?.clear();
	await receiver?.stop();
});

/** What a table writes for a phone is in the page too, hidden. */
const seen = (locator: Locator) => locator.filter({ visible: true }).first();

/** Opens a page, waits for its content, and checks that it is inert. */
async function expectInertAt(page: Page, path: string, shown: (page: Page) => Locator): Promise<void> {
	await page.goto(`${own.url}${path}`);
	await expect(seen(shown(page))).toBeVisible();
	await expectInert(page);
}

let acted: string[] = [];
test.beforeEach(async ({ page }) => {
	acted = [];
	page.on("dialog", (dialog) => {
		acted.push(`a dialog: ${dialog.message()}`);
		void dialog.dismiss();
	});
	page.on("request", (request) => {
		if (new URL(request.url()).origin !== own.url) acted.push(`a request: ${request.url()}`);
	});
});
test.afterEach(() => expect(acted).toEqual([]));

test("every row is imported, hunted and listed", () => {
	expect(findings).toHaveLength(ALL.length + Object.keys(HOSTILE_JSON).length + 2);
	expect(findings.map(({ accountUpn }) => accountUpn)).toEqual(
		expect.arrayContaining([HOSTILE.script, HOSTILE.crlf, HOSTILE.bidi, "a\u2400b", "a\ufffdb"]),
	);
});

test("the list and every tab of the panel show it as text", async ({ page }) => {
	await page.goto(`${own.url}/findings?status=all`, { waitUntil: "networkidle" });
	await expect(seen(page.getByText(BIDI))).toBeVisible();
	await expectInert(page);
	const panel = page.getByLabel("Open finding");
	const met = new Set<string>();
	await page.keyboard.press("j");
	await page.keyboard.press("o");
	for (let round = 0; round < findings.length; round++) {
		const open = () => new URL(page.url()).searchParams.get("finding");
		await expect.poll(() => met.has(open() ?? "") || open() === null).toBe(false);
		const id = open() ?? "";
		met.add(id);
		const upn = visibleText(findings.find((finding) => finding.id === id)?.accountUpn ?? "nobody");
		await expect(panel.getByRole("heading").first()).toContainText(upn.slice(0, 50));
		await expect(panel.getByText("Message id")).toBeVisible();
		await expectInert(page);
		await panel.getByRole("tab", { name: "Raw rows" }).click();
		await expect(panel.locator("pre").first()).toBeVisible();
		await expectInert(page);
		await panel.getByRole("tab", { name: /Activity/ }).click();
		await expect(panel.getByText("Found by a run")).toBeVisible();
		await expectInert(page);
		await page.keyboard.press("j");
	}
	expect(met.size).toBe(findings.length);
});

test("the filters and their chips show it as text", async ({ page }) => {
	await page.goto(`${own.url}/findings?status=all`, { waitUntil: "networkidle" });
	await page.getByRole("combobox", { name: "User" }).click();
	await expect(page.getByRole("option").first()).toBeVisible();
	await expectInert(page);
	await page.keyboard.press("Escape");
	for (const [name, shown] of [
		["Threat type", BIDI],
		["Workload", BIDI],
		["Hunt", HOSTILE.script],
	] as const) {
		const filters = page.getByRole("group", { name: "Filters" });
		await filters.getByRole("button", { name: new RegExp(`^${name}`) }).click();
		const choice = page.getByRole("menuitemcheckbox").filter({ hasText: shown }).first();
		await expect(choice).toBeAttached();
		await expectInert(page);
		await choice.click();
		await page.keyboard.press("Escape");
	}
	await expect(page.getByRole("group", { name: "Active filters" })).toContainText(BIDI);
	await expectInert(page);
});

test("hunts, their runs and the workspace show it as text", async ({ page, request }) => {
	await expectInertAt(page, "/hunts", () => page.getByText(BIDI));
	await expect(seen(page.getByText("is not YAML"))).toBeVisible();
	await expectInertAt(page, HUNT_PATH, () => page.getByRole("button", { name: "Run hunt" }));
	await expect(page.getByRole("group", { name: "KQL" })).toContainText(BIDI);
	const { lastRun } = await (await request.get(`${own.url}/api${HUNT_PATH}`)).json();
	await expectInertAt(page, `/runs/${lastRun.id}`, () => page.getByText("Query, as it was sent"));
	await expectInertAt(page, "/workspace", () => page.getByRole("table", { name: "Tables" }));
});

test("a rejected file, and its rows, are shown as text", async ({ page }) => {
	const now = new Date();
	const good = hostileClicks({ good: "good" }, now).map((row) => ({ ...row, [NAME]: "x" }));
	const torn = hostileClicks(HOSTILE, now).map((row) => ({ ...row, [NAME]: "x", IsClickedThrough: row.Url }));
	await page.goto(`${own.url}/workspace`, { waitUntil: "networkidle" });
	await page.getByLabel(/^Drop an/).setInputFiles({
		name: `${NAME}2.csv`,
		mimeType: "text/csv",
		buffer: Buffer.from(quotedCsv([...good, ...(torn as typeof good)])),
	});
	await expectInert(page);
	await page.getByRole("button", { name: "Import", exact: true }).click();
	await expect(page.getByRole("table", { name: "Rows that could not be read" })).toContainText(BIDI);
	await expectInert(page);
	await page.getByRole("button", { name: /^Import the other/ }).click();
	await expect(page.getByText(/is imported: 1 row kept/)).toBeVisible();
	await expectInert(page);
	await page.getByRole("button", { name: /columns of UrlClickEvents/ }).click();
	await expectInert(page);
});

test("a note is kept word for word and shown as text, in the panel and the audit", async ({
	page,
	request,
}) => {
	const note = ALL.join("\n");
	const [finding] = findings as [FindingSummary];
	const decide = (text: string) =>
		request.post(`${own.url}/api/findings/decisions`, {
			data: {
				verdict: "triaged",
				note: text,
				ids: [finding.id],
				versions: { [finding.id]: finding.version },
			},
		});
	for (const refused of [HOSTILE_JSON.nul, HOSTILE_JSON.half, "M".repeat(1_000_000)]) {
		expect([413, 422]).toContain((await decide(refused)).status());
	}
	expect(await (await decide(note)).json()).toMatchObject({ decided: 1 });
	const kept = await (await request.get(`${own.url}/api/findings/${finding.id}`)).json();
	expect(kept.decision.note).toBe(note.trim());
	await expectInertAt(page, `/findings?status=all&finding=${finding.id}`, () => page.getByText("DROP TABLE"));
	const panel = page.getByLabel("Open finding");
	await panel.getByRole("tab", { name: /Activity/ }).click();
	await expect(seen(panel.getByText(BIDI))).toBeVisible();
	await expectInert(page);
	await page.goto(`${own.url}/audit?target=${finding.id}&kind=finding`, { waitUntil: "networkidle" });
	await page
		.locator("tbody tr[data-id]")
		.first()
		.click({ position: { x: 60, y: 12 } });
	await expect(page.getByRole("dialog", { name: /Row \d+ of the audit/ })).toContainText("DROP TABLE");
	await expectInert(page);
	await expectInertAt(page, "/audit", () => page.locator("tbody tr[data-id]"));
});

test("names of tokens and webhooks, and a receiver's answer, are shown as text", async ({
	page,
	request,
}) => {
	const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
	for (const name of [NAME, HOSTILE.attribute, HOSTILE.formula]) {
		const data = { kind: "service", role: "viewer", name, expiresAt };
		const made = await request.post(`${own.url}/api/tokens`, { data });
		expect(made.status(), await made.text()).toBe(201);
	}
	await expectInertAt(page, "/settings/tokens", () => page.getByText(BIDI));
	await page.getByRole("button", { name: /^Revoke the token <img/ }).click();
	await expect(page.getByRole("dialog", { name: /^Revoke the token/ })).toContainText(BIDI);
	await expectInert(page);

	const webhook = {
		name: HOSTILE.attribute,
		url: `http://127.0.0.1:${receiver.port}/<x-hostile>"'${HOSTILE.bidi}`,
		shape: "json",
		events: ["finding.escalated"],
	};
	const hidden = await request.post(`${own.url}/api/webhooks`, { data: { ...webhook, name: NAME } });
	expect(hidden.status()).toBe(422);
	const added = await request.post(`${own.url}/api/webhooks`, { data: webhook });
	expect(added.status(), await added.text()).toBe(201);
	const { id } = (await added.json()).webhook as { id: string };
	const sent = await request.post(`${own.url}/api/webhooks/${id}/test`);
	expect(sent.ok(), await sent.text()).toBe(true);
	await expectInertAt(page, "/settings/webhooks", () => page.getByText(HOSTILE.attribute));
	const deliveries = `${own.url}/api/webhooks/${id}/deliveries`;
	const first = async () => (await (await request.get(deliveries)).json()).items[0];
	await expect.poll(async () => (await first())?.status).toBe("dead");
	const answer = page.getByRole("region", { name: "Beginning of the answer" });
	await expectInertAt(page, `/settings/webhooks/${id}?delivery=${(await first()).id}`, () => answer);
	await expect(answer).toContainText("DROP TABLE");
});

test("the API reads hostile URLs and bodies as text or rejects them, never with a 500", async ({
	request,
}) => {
	for (const value of [...ALL, HOSTILE_JSON.nul, "M".repeat(3_000), "%00", "%", "\\"]) {
		const text = encodeURIComponent(value);
		const paths = [
			`/api/findings?text=${text}`,
			`/api/findings?user=${text}&threat=${text}&workload=${text}&hunt=${text}`,
			`/api/findings?cursor=${text}&sort=${text}&limit=${text}`,
			`/api/findings/facets?text=${text}`,
			`/api/findings/users?text=${text}`,
			`/api/findings/${text}`,
			`/api/hunts/${text}`,
			`/api/runs/${text}`,
			`/api/audit?text=${text}`,
			`/api/audit?actor=${text}&verb=${text}&kind=${text}&target=${text}`,
			`/api/findings/export?text=${text}`,
		];
		const answers = await Promise.all(paths.map((path) => request.get(`${own.url}${path}`)));
		for (const [index, answer] of answers.entries()) {
			expect(answer.status(), paths[index]?.slice(0, 200)).toBeLessThan(500);
			expect(answer.headers()["set-cookie"] ?? "").not.toContain("hostile");
			expect(answer.headers()["content-type"] ?? "").not.toContain("html");
			if (!answer.ok()) expect(await answer.text()).not.toMatch(OVERRIDES);
		}
		for (const [path, data] of [
			[
				"/api/findings/decisions",
				{ verdict: value, note: value, ids: [value], versions: { [value]: 1 }, [value]: value },
			],
			["/api/tokens", { kind: value, name: value, [value]: value }],
			["/api/webhooks", { name: value, url: value, shape: value, events: [value] }],
			[`/api/hunts/${SEED_HUNT}/runs`, { preset: value, from: value, to: value }],
		] as const) {
			const refused = await request.post(`${own.url}${path}`, { data });
			expect(refused.status(), `${path} ${value.slice(0, 80)}`).toBe(422);
			expect(await refused.text()).not.toMatch(OVERRIDES);
		}
	}
});

test("the exports contain it, and no cell is a formula", async ({ request }) => {
	const answer = await request.get(`${own.url}/api/findings/export?format=csv`);
	const rows: Record<string, string>[] = parse(await answer.body(), { columns: true, bom: true });
	expect(rows).toHaveLength(findings.length);
	for (const row of rows) {
		for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
	}
	const accounts = rows.map((row) => (row.account_upn ?? "").replace(/^'('*[=+\-@\t\r\n])/, "$1"));
	expect(accounts.sort()).toEqual(findings.map(({ accountUpn }) => visibleProse(accountUpn ?? "")).sort());
	const json = await (await request.get(`${own.url}/api/findings/export?format=json`)).json();
	expect((json as FindingSummary[]).map(({ accountUpn }) => accountUpn ?? "").sort()).toEqual(
		findings.map(({ accountUpn }) => accountUpn ?? "").sort(),
	);
	const audit = await request.get(`${own.url}/api/audit/export?format=csv`);
	for (const row of parse(await audit.body(), { columns: true, bom: true }) as Record<string, string>[]) {
		for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
	}
});

test("text in a page's URL is shown as text", async ({ page }) => {
	for (const value of [HOSTILE.script, `${HOSTILE.attribute}${HOSTILE.bidi}`]) {
		for (const path of [
			"/findings?status=all&text=",
			"/findings?user=kim&workload=",
			"/audit?target=x&text=",
			"/audit?verb=",
			"/hunts/",
			"/",
		]) {
			await expectInertAt(page, `${path}${encodeURIComponent(value)}`, () => page.locator("h1"));
		}
	}
});

test("names of people are shown as text", async ({ page }) => {
	const made = await person(own.environment, "add", "kim", "--name", NAME, "--role", "admin");
	const password = "seven green bottles";
	const signedIn = await page.request.post(`${own.url}/api/sign-in/password`, {
		data: { login: "kim", password: printedPassword(made), newPassword: password },
	});
	expect(signedIn.status(), await signedIn.text()).toBe(204);
	const finding = findings.at(1) as FindingSummary;
	const decided = await page.request.post(`${own.url}/api/findings/decisions`, {
		data: { verdict: "triaged", ids: [finding.id], versions: { [finding.id]: finding.version } },
	});
	expect(await decided.json()).toMatchObject({ decided: 1 });
	const run = await page.request.post(`${own.url}/api/hunts/${SEED_HUNT}/runs`, { data: { preset: "24h" } });
	const { id } = (await run.json()) as { id: string };
	const main = page.getByRole("main");
	const named = () => main.getByText(BIDI);
	await expectInertAt(page, "/settings/people", named);
	await expectInertAt(page, "/settings/account", named);
	await expectInertAt(page, `/audit?target=${finding.id}`, named);
	await expectInertAt(page, `/runs/${id}`, named);
	await expectInertAt(page, `/findings?status=all&finding=${finding.id}`, named);
	await page.getByRole("button", { name: /^<img/ }).click();
	await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
	await expectInert(page);
});

test("no page and no export shows a live URL, markup or a formula from any field", async ({
	page,
	browser,
}) => {
	const signedIn = async (login: string, request: APIRequestContext) => {
		const made = await person(
			own.environment,
			"add",
			login,
			"--name",
			`=${login} ${LIVE}`,
			"--role",
			"admin",
		);
		const answer = await request.post(`${own.url}/api/sign-in/password`, {
			data: { login, password: printedPassword(made), newPassword: "seven green bottles" },
		});
		expect(answer.status(), await answer.text()).toBe(204);
		return (await (await request.get(`${own.url}/api/me`)).json()).me.id as string;
	};
	const writer = await browser.newContext();
	const reader = await signedIn("reader", page.request);
	await signedIn("writer", writer.request);
	const open = findings.findLast(({ url }) => url === HOSTILE.live) as FindingSummary;
	const finding = await (await page.request.get(`${own.url}/api/findings/${open.id}`)).json();
	const written = await writeEverywhere(writer.request, own.url, {
		finding,
		reader,
		receiver: `http://127.0.0.1:${receiver.port}/walk`,
	});
	await answerEverywhere(page.request, own.url, written);
	await writer.close();
	await walkPages(page, own.url, written, () => expectInert(page));
	await walkExports(page.request, own.url, written);
});

test("the log has a line for each request, and contains none of the hostile text", () => {
	const lines = own.printed.split("\n").filter((line) => line.startsWith("{"));
	expect(lines.length).toBeGreaterThan(100);
	for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
	expect(own.printed).not.toMatch(/x-hostile|evil\.example|globalThis|DROP TABLE|passwd|\u202e/);
});
