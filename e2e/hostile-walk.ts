import { type APIRequestContext, expect, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { LIVE_URL } from "../test/findings/hostile-fixture";
import { appPages, exportRoutes } from "./app-pages";
import type { Written } from "./hostile-fields";
import { SEED_HUNT } from "./own-app";

/** Where a page with a parameter is looked at, and the views of one that has several. */
const ADDRESSES: Readonly<Record<string, (of: Written) => readonly string[]>> = {
	"/cases": () => ["/cases", "/cases?view=table&status=all", "/cases?q=evil"],
	"/cases/[number]": (of) => [
		...["overview", "findings", "entities", "tasks", "comments", "files", "timeline", "sentinel"].map(
			(section) => `/cases/${of.case}?section=${section}`,
		),
		`/cases/${of.closed}`,
	],
	"/cases/[number]/report": (of) => [`/cases/${of.case}/report`],
	"/findings": (of) => ["/findings?status=all&text=evil", `/findings?status=all&finding=${of.finding}`],
	"/handovers": () => ["/handovers", "/handovers?text=evil"],
	"/handovers/[number]": (of) => [`/handovers/${of.signed}`, `/handovers/${of.draft}`],
	"/handovers/[number]/read-back": (of) => [`/handovers/${of.signed}/read-back`],
	"/handovers/[number]/wall": (of) => [`/handovers/${of.signed}/wall`],
	"/hunts/[id]": () => [`/hunts/${SEED_HUNT}`],
	"/runs/[id]": (of) => [`/runs/${of.run}`],
	"/settings/webhooks/[id]": (of) => [`/settings/webhooks/${of.webhook}`],
	"/audit": () => ["/audit", "/audit?text=evil"],
};

/** Pages without hostile text: all of their text is Afterclick's own. */
const SILENT = new Set([
	"/cases/measures",
	"/hunts",
	"/hunts/[id]",
	"/runs",
	"/runs/[id]",
	"/settings",
	"/settings/deadlines",
	"/settings/health",
	"/sign-in",
	"/signed-in",
	"/workspace",
]);

/** Visits every page there is, waits until it shows what was written, and looks at it with `check`. */
export async function walkPages(
	page: Page,
	base: string,
	of: Written,
	check: () => Promise<void>,
): Promise<void> {
	for (const route of appPages()) {
		const addresses = ADDRESSES[route]?.(of) ?? [route];
		for (const address of addresses) {
			expect(address, `${route} needs an address in ADDRESSES`).not.toContain("[");
			await page.goto(`${base}${address}`);
			await expect(page.locator("h1, main").first()).toBeAttached();
			// The server's answer, and what the browser reads after it.
			await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
			// Only the main part, where there is one: above it, every page shows the reader's own name.
			const part = page.locator("main, body").last();
			if (!SILENT.has(route)) await expect(part, address).toContainText(/evil\[\.\]example/i);
			await check();
		}
	}
}

/** What each export can be asked for, where that is not CSV and JSON. */
const FORMATS: Readonly<Record<string, readonly string[]>> = {
	"/api/cases/[id]/report": [""],
	"/api/cases/measures/export": [""],
	"/api/handovers/[id]/export": ["markdown"],
};

/** Fetches every file made for people, and finds none of it live. */
export async function walkExports(request: APIRequestContext, base: string, of: Written): Promise<void> {
	for (const route of exportRoutes()) {
		const path = route.replace("[id]", route.includes("/handovers/") ? of.signedId : of.caseId);
		for (const format of FORMATS[route] ?? ["csv"]) {
			const answer = await request.get(`${base}${path}${format === "" ? "" : `?format=${format}`}`);
			const text = await answer.text();
			expect(answer.status(), `${path}: ${text.slice(0, 300)}`).toBe(200);
			expect(text, path).not.toMatch(LIVE_URL);
			if (!/measures|runs/.test(path)) expect(text.replaceAll("\\", ""), path).toMatch(/evil\[\.\]example/i);
			if (!answer.headers()["content-type"]?.includes("csv")) continue;
			expect(text.startsWith("\ufeff"), `${path} is UTF-8 to Excel`).toBe(true);
			for (const row of parse(text, { columns: true, bom: true }) as Record<string, string>[]) {
				for (const [column, cell] of Object.entries(row)) {
					expect(cell, `${path}: ${column}`).not.toMatch(/^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/);
				}
			}
		}
	}
}
