import { expect } from "@playwright/test";
import { test } from "./test";

/** The policy of the pages, as a browser carries it out; every other spec checks that the pages keep to it. */

test("markup injected into a page does nothing, and is reported", async ({ page, reports }) => {
	await page.goto("/findings", { waitUntil: "networkidle" });
	await page.evaluate(() => {
		const slipped = document.createElement("div");
		slipped.innerHTML =
			'<img src="x" onerror="window.ran = 1"><p id="styled" style="position:fixed;inset:0">x</p><style>body{display:none}</style>';
		document.body.append(slipped);
		const script = document.createElement("script");
		script.textContent = "window.ran = 2";
		document.body.insertAdjacentHTML("beforeend", '<iframe srcdoc="<script>top.ran = 3</script>"></iframe>');
	});
	await expect.poll(() => reports.length).toBeGreaterThanOrEqual(3);
	expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined();
	expect(await page.locator("#styled").evaluate((element) => getComputedStyle(element).position)).toBe(
		"static",
	);
	await expect(page.locator("body")).toBeVisible();
	expect(reports.join("\n")).toMatch(/violates style-src-attr/);
	expect(reports.join("\n")).toMatch(/violates script-src-attr/);
	expect(reports.join("\n")).toMatch(/violates style-src-elem/);
	reports.length = 0;
});

test("code evaluated from text does not run", async ({ page, reports }) => {
	await page.goto("/findings");
	// The browser's own tools may evaluate; a script of the page can't.
	const refused = await page.evaluate(
		() =>
			new Promise((resolve) => {
				addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective), {
					once: true,
				});
				setTimeout("window.ran = 4");
			}),
	);
	expect(refused).toBe("script-src");
	expect(reports.join("\n")).toContain("violates script-src");
	reports.length = 0;
});

test("every response has the policy, with its own nonce that no request can choose", async ({ request }) => {
	const nonces = new Set<string>();
	for (const path of [
		"/findings",
		"/findings",
		"/hunts",
		"/nosuch",
		"/api/health",
		"/api/nosuch",
		"/icon.svg",
	]) {
		const response = await request.get(path, {
			headers: { "content-security-policy": "script-src 'nonce-Y2hvc2Vu'" },
		});
		const headers = response.headers();
		const policy = headers["content-security-policy"] ?? "";
		const nonce = /'nonce-([\w+/=]{24})'/.exec(policy)?.[1] ?? "";
		expect(nonce, path).not.toBe("");
		nonces.add(nonce);
		expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/);
		expect(policy).toContain("frame-ancestors 'none'");
		expect(headers).toMatchObject({
			"x-content-type-options": "nosniff",
			"referrer-policy": "no-referrer",
			"cross-origin-opener-policy": "same-origin",
			"cross-origin-resource-policy": "same-origin",
		});
		expect(headers["permissions-policy"]).toContain("camera=()");
		expect(headers, "plain http promises no https").not.toHaveProperty("strict-transport-security");
		if (!(headers["content-type"] ?? "").startsWith("text/html")) continue;
		const html = await response.text();
		for (const script of html.match(/<script[^>]*>/g) ?? []) expect(script).toContain(`nonce="${nonce}"`);
		expect(html).not.toContain("Y2hvc2Vu");
	}
	expect(nonces.size).toBe(7);
});
