import { createHmac } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import type { WebhookList } from "../lib/outbound/webhooks/schema";
import type { FindingPage, FindingSummary } from "../lib/triage/findings/schema";
import { type AppGround, type AppProcess, copyGround } from "../scripts/app-process";
import { type Received, type Receiver, startReceiver, status } from "../test/webhooks/receiver";
import { expectAccessible } from "./accessibility";
import { test } from "./test";

test.describe.configure({ mode: "serial" });

let ground: AppGround;
let app: AppProcess;
let receiver: Receiver;
let secret = "";

test.beforeAll(async () => {
	receiver = await startReceiver();
	ground = await copyGround();
	app = await ground.start({
		WEBHOOK_ALLOWED_HOSTS: `127.0.0.1:${receiver.port}`,
		// One attempt, so that the first failure is the last.
		WEBHOOK_ATTEMPTS: "1",
		PUBLIC_URL: "http://localhost:8080",
	});
});
test.afterAll(async () => {
	await app?.stop();
	await ground?.clear();
	await receiver?.stop();
});

const deliveries = (page: Page) =>
	page.getByRole("table", { name: "Deliveries" }).locator("tbody tr[data-id]");
const dialog = (page: Page, name: string | RegExp) => page.getByRole("dialog", { name });

async function openList(page: Page): Promise<void> {
	await page.goto(`${app.url}/settings/webhooks`);
	await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
}

async function openWebhook(page: Page): Promise<void> {
	await openList(page);
	await page.getByRole("link", { name: "SOC automation" }).filter({ visible: true }).click();
	await expect(page.getByRole("heading", { name: "SOC automation" })).toBeVisible();
}

/** Escalates a finding that is still new, with the keyboard. */
async function escalate(page: Page, note: string): Promise<string> {
	await page.goto(`${app.url}/findings?status=new`, { waitUntil: "networkidle" });
	await page.keyboard.press("j");
	const id = (await page.locator("tbody tr[aria-current=true]").getAttribute("data-id")) ?? "";
	await page.keyboard.press("e");
	await dialog(page, "Escalate this finding").getByLabel("What should the next person know?").fill(note);
	const decided = page.waitForResponse("**/api/findings/decisions");
	await page.keyboard.press("Control+Enter");
	expect((await decided).ok()).toBe(true);
	return id;
}

/** The same from elsewhere, while the page shows something else. */
async function escalateElsewhere(page: Page): Promise<string> {
	const list = await page.request.get(`${app.url}/api/findings?status=new`);
	const { id, version } = ((await list.json()) as FindingPage).items[0] as FindingSummary;
	const decided = await page.request.post(`${app.url}/api/findings/decisions`, {
		data: { verdict: "escalated", ids: [id], versions: { [id]: version } },
	});
	expect(decided.ok()).toBe(true);
	return id;
}

function verified({ headers, body }: Received): boolean {
	const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
	const mac = createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
		.update(signed)
		.digest("base64");
	return String(headers["webhook-signature"]).split(" ").includes(`v1,${mac}`);
}

test("webhooks are found under the settings", async ({ page }) => {
	await page.goto(`${app.url}/findings`);
	await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name: "Settings" }).click();
	await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Webhooks" }).click();
	await expect(page).toHaveURL(/\/settings\/webhooks$/);
	await expect(page).toHaveTitle("Webhooks · Afterclick");
	await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible();
	await expectAccessible(page, "no webhooks");
});

test("adding one with the keyboard: a private address is rejected, the secret is shown once", async ({
	page,
}) => {
	await openList(page);
	await page.getByRole("button", { name: "New webhook" }).press("Enter");
	const form = dialog(page, "New webhook");
	await expect(form.getByLabel("Name")).toBeFocused();
	await page.keyboard.type("SOC automation");
	await page.keyboard.press("Tab");
	await page.keyboard.type("https://169.254.169.254/latest/meta-data");
	await page.keyboard.press("Enter");
	await expect(form.getByRole("alert")).toContainText("This is no public address (link-local)");
	await expect(form.getByLabel("URL")).toBeFocused();
	await expectAccessible(page, "a refused webhook", "[role=dialog]");
	await form.getByLabel("URL").fill(`http://127.0.0.1:${receiver.port}/hook?sig=credential`);
	// An escalation opens a case, which would send its own event.
	await form.getByRole("checkbox", { name: "A case is opened" }).uncheck();
	await form.getByLabel("URL").press("Enter");

	const shown = dialog(page, "The webhook is ready");
	secret = await shown.getByLabel("Signing secret").inputValue();
	expect(secret).toMatch(/^whsec_/);
	await expectAccessible(page, "a secret", "[role=dialog]");
	await shown.getByRole("button", { name: "Go to the webhook" }).click();
	await expect(page.getByRole("heading", { name: "SOC automation" })).toBeVisible();
	await expect(page.getByText("credential")).toHaveCount(0);
	const list = await page.request.get(`${app.url}/api/webhooks`);
	expect(await list.text()).not.toContain(secret);
});

test("a test arrives signed", async ({ page }) => {
	await openWebhook(page);
	await page.getByRole("button", { name: "Send a test" }).click();
	await expect(deliveries(page)).toHaveCount(1);
	await expect(deliveries(page).first()).toContainText("Delivered");
	expect(receiver.received).toHaveLength(1);
	expect(verified(receiver.received[0] as Received)).toBe(true);
});

test("an escalation arrives, and its delivery shows the request and the response", async ({ page }) => {
	receiver.received.length = 0;
	receiver.answer(status(202, {}, "<b>queued</b>"));
	const id = await escalate(page, "Seen at https://phish.example/x");
	await expect.poll(() => receiver.received.length).toBe(1);
	const request = receiver.received[0] as Received;
	expect(verified(request)).toBe(true);
	const { data } = JSON.parse(request.body);
	expect(data.findings).toMatchObject([
		{ id, link: `http://localhost:8080/findings?status=all&finding=${id}` },
	]);
	expect(data.decision.note).toBe("Seen at hxxps://phish[.]example/x");

	await openWebhook(page);
	const row = deliveries(page).first();
	await expect(row).toContainText("Findings are escalated");
	await expect(row).toContainText("Delivered");
	await row.getByRole("button").filter({ visible: true }).press("Enter");
	const sheet = dialog(page, "Delivery");
	await expect(sheet.getByRole("region", { name: "Body of the request" })).toContainText(id);
	await expect(sheet.getByRole("region", { name: "Beginning of the answer" })).toHaveText("<b>queued</b>");
	await expect(sheet).toContainText(String(request.headers["webhook-id"]));
	await expectAccessible(page, "a delivery", "[role=dialog]");
	await page.keyboard.press("Escape");
	await expect(sheet).toBeHidden();
});

test("a delivery that keeps failing becomes dead, and a replay sends it", async ({ page }) => {
	receiver.received.length = 0;
	receiver.answer(status(500, {}, "out of order"));
	const id = await escalateElsewhere(page);
	await openWebhook(page);
	const row = deliveries(page).first();
	await expect(row).toContainText("Dead");
	await expect(row).toContainText("500");
	await expect(page.getByText("The receiver is failing")).toBeVisible();
	await expectAccessible(page, "a failing webhook");

	await row.getByRole("button").filter({ visible: true }).click();
	await expect(dialog(page, "Delivery")).toContainText("The receiver answered with 500.");
	await dialog(page, "Delivery").getByRole("button", { name: "Replay" }).click();
	await expect(dialog(page, "Delivery")).toContainText("2 attempts");
	await page.keyboard.press("Escape");

	receiver.answer(status(200));
	await page.getByRole("button", { name: "Replay the dead one" }).click();
	await expect(row).toContainText("Delivered");
	await expect(page.getByText("The receiver is failing")).toHaveCount(0);
	expect(receiver.received).toHaveLength(3);
	expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
	for (const request of receiver.received) expect(verified(request)).toBe(true);
	expect(JSON.parse(receiver.received[2]?.body ?? "").data.findings[0].id).toBe(id);
});

test("events during a pause wait, and are sent when it is resumed", async ({ page }) => {
	receiver.received.length = 0;
	await openWebhook(page);
	await page.getByRole("button", { name: "Pause" }).click();
	await expect(page.getByRole("button", { name: "Resume" })).toBeVisible();
	await escalateElsewhere(page);
	await openWebhook(page);
	await expect(deliveries(page).first()).toContainText("Waiting");
	await page.getByRole("radio", { name: /^Waiting/ }).click();
	await expect(page).toHaveURL(/status=pending/);
	await expect(deliveries(page)).toHaveCount(1);
	await page.getByRole("radio", { name: "All" }).click();
	expect(receiver.received).toEqual([]);
	await page.getByRole("button", { name: "Resume" }).click();
	await expect(deliveries(page).first()).toContainText("Delivered");
	expect(receiver.received).toHaveLength(1);
});

test("a rotated secret signs beside the previous one; a deleted webhook is gone and in the audit", async ({
	page,
}) => {
	receiver.received.length = 0;
	await openWebhook(page);
	await page.getByRole("button", { name: "More" }).click();
	await page.getByRole("menuitem", { name: "Rotate the secret" }).click();
	await page.getByRole("button", { name: "Rotate the secret" }).click();
	const before = secret;
	secret = await dialog(page, "The new secret").getByLabel("Signing secret").inputValue();
	await page.getByRole("button", { name: "Done" }).click();
	await page.getByRole("button", { name: "Send a test" }).click();
	await expect.poll(() => receiver.received.length).toBe(1);
	expect(verified(receiver.received[0] as Received)).toBe(true);
	secret = before;
	expect(verified(receiver.received[0] as Received)).toBe(true);

	const list = await page.request.get(`${app.url}/api/webhooks`);
	const [webhook] = ((await list.json()) as WebhookList).items;
	await page.goto(`${app.url}/audit?kind=webhook`);
	await expect(page.getByRole("table", { name: "Audit" })).toContainText("rotated the secret of the webhook");
	await page.goto(`${app.url}/settings/webhooks/${webhook?.id}`);

	await page.getByRole("button", { name: "More" }).click();
	await page.getByRole("menuitem", { name: "Delete" }).click();
	await expectAccessible(page, "a deletion to confirm", "[role=dialog]");
	await page.getByRole("button", { name: "Delete the webhook" }).click();
	await expect(page.getByRole("heading", { name: "No webhooks yet" })).toBeVisible();
	await page.goto(`${app.url}/settings/webhooks/${webhook?.id}`);
	await expect(page.getByRole("heading", { name: "This webhook doesn’t exist" })).toBeVisible();
});

for (const { name, width, height, colorScheme } of [
	{ name: "desktop", width: 1440, height: 900, colorScheme: "dark" },
	{ name: "phone", width: 390, height: 844, colorScheme: "light" },
] as const) {
	test.describe(`${name}, ${colorScheme}`, () => {
		test.use({ viewport: { width, height }, colorScheme });
		test("accessibility of the list, the form, a webhook and a delivery", async ({ page }) => {
			receiver.answer(status(200), status(503));
			await openList(page);
			const { items } = (await (await page.request.get(`${app.url}/api/webhooks`)).json()) as WebhookList;
			if (items.length === 0) {
				for (const [named, shape] of [
					["SOC automation", "json"],
					["Shift channel in Teams", "teams"],
				]) {
					await page.request.post(`${app.url}/api/webhooks`, {
						data: {
							name: named,
							url: `http://127.0.0.1:${receiver.port}/${shape}`,
							shape,
							events: ["finding.escalated"],
						},
					});
				}
				await escalateElsewhere(page);
				await openList(page);
			}
			await expect(
				page.getByRole("link", { name: "Shift channel in Teams" }).filter({ visible: true }),
			).toBeVisible();
			await expectAccessible(page, "the list");
			await page.getByRole("button", { name: "New webhook" }).click();
			await expectAccessible(page, "the form", "[role=dialog]");
			await page.keyboard.press("Escape");
			await openWebhook(page);
			await page.getByRole("button", { name: "Send a test" }).click();
			await expect(deliveries(page).first()).toContainText(/Delivered|Dead/);
			await expectAccessible(page, "a webhook");
			const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(overflow).toBeLessThanOrEqual(0);
			await deliveries(page).last().getByRole("button").filter({ visible: true }).click();
			await expect(
				dialog(page, "Delivery").getByRole("region", { name: "Body of the request" }),
			).toBeVisible();
			await expectAccessible(page, "a delivery", "[role=dialog]");
		});
	});
}
