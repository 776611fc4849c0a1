import { expect, type Locator, type Page } from "@playwright/test";

export type View = "Open" | "New" | "Changed" | "Triaged" | "Benign" | "Escalated" | "All";

/** The triage page as a person meets it. */
export class TriagePage {
	readonly rows: Locator;
	readonly active: Locator;
	readonly panel: Locator;
	readonly selection: Locator;
	readonly filters: Locator;

	constructor(readonly page: Page) {
		this.rows = page.locator("tbody tr[data-id]");
		this.active = page.locator("tbody tr[aria-current=true]");
		this.panel = page.getByLabel("Open finding");
		this.selection = page.getByRole("region", { name: "Selection" });
		this.filters = page.getByRole("group", { name: "Filters" });
	}

	/** Opens the page and waits until it reacts to keys. */
	async open(search = ""): Promise<void> {
		await this.page.goto(`/findings${search}`, { waitUntil: "networkidle" });
		await expect(this.page.getByRole("heading", { level: 1, name: "Findings" })).toBeVisible();
	}

	async count(view: View): Promise<number> {
		const text = await this.page.getByRole("radio", { name: new RegExp(`^${view}`) }).textContent();
		return Number((text ?? "").replace(/\D/g, ""));
	}

	async expectCount(view: View, count: number): Promise<void> {
		await expect.poll(() => this.count(view), { message: `the count of ${view}` }).toBe(count);
	}

	toast(text: string | RegExp): Locator {
		return this.page.getByRole("dialog").filter({ hasText: text });
	}

	/** Id of the row with the keyboard focus. */
	async activeId(): Promise<string> {
		return (await this.active.getAttribute("data-id")) ?? "";
	}
}
