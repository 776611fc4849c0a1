import { expect, type Locator, type Page } from "@playwright/test";
import { SEED_HUNT } from "./own-app";

/** A hunt's page as a person meets it. */
export class HuntPage {
	readonly run: Locator;
	readonly runButton: Locator;
	readonly runs: Locator;
	/** What screen readers announce. */
	readonly announcer: Locator;

	constructor(
		readonly page: Page,
		readonly url: string,
	) {
		this.run = page.getByTestId("run");
		this.runButton = page.getByRole("button", { name: "Run hunt" });
		this.runs = page.getByRole("table", { name: "Runs" }).locator("tbody tr[data-id]");
		this.announcer = page.getByTestId("announcer");
	}

	async open(id = SEED_HUNT): Promise<void> {
		await this.page.goto(`${this.url}/hunts/${encodeURIComponent(id)}`);
		await expect(this.runButton).toBeVisible();
	}

	/** Runs the hunt over one of the windows. */
	async start(window: string): Promise<void> {
		await this.page.getByRole("radio", { name: window }).click();
		await this.runButton.click();
	}

	async expectRun(status: string): Promise<void> {
		await expect(this.run).toHaveAttribute("data-status", status);
	}
}
