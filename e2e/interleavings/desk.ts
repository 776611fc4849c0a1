import type { BrowserContext, Locator, Page } from "@playwright/test";
import type { DecisionResult } from "../../lib/decisions/schema";
import type { FindingStatus } from "../../lib/triage/findings/rules";

const STATUS = /New|Changed|Triaged|Benign|Escalated/;

/** What a person saw when they began, and when that was. */
export interface Begun {
	readonly at: number;
	readonly status: FindingStatus;
}

export interface Sent {
	readonly outcome: "decided" | "conflict";
	/** The finding's version after it. */
	readonly version: number;
}

/** One person's triage page, with live updates on. */
export class Desk {
	readonly conflict: Locator;
	readonly notice: Locator;
	private constructor(
		readonly name: string,
		readonly page: Page,
	) {
		this.conflict = page.getByRole("dialog", { name: "This finding changed in the meantime" });
		this.notice = page.getByText("This finding changed while you were deciding");
	}

	/** Opens the page with all findings, and waits until its live updates are connected. */
	static async open(name: string, context: BrowserContext, url: string): Promise<Desk> {
		const page = await context.newPage();
		const live = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
		await page.goto(`${url}/findings?status=all`);
		await page.locator("tbody tr[data-id]").first().waitFor();
		await live;
		return new Desk(name, page);
	}

	/** Ids of the findings that are on the screen, from the top. */
	async findings(): Promise<string[]> {
		return await this.page
			.locator("tbody tr[data-id]")
			.evaluateAll((rows) => rows.map((row) => row.getAttribute("data-id") ?? ""));
	}

	/** Opens a finding beside the list. */
	async look(id: string): Promise<void> {
		await this.page.locator(`tr[data-id="${id}"]`).click({ position: { x: 120, y: 8 } });
		await this.page.waitForURL((url) => url.searchParams.get("finding") === id);
		await this.#panel.getByRole("button", { name: /^Benign/ }).waitFor();
	}

	/** Presses a key, and gives how the open finding stood on the screen at that very moment. */
	async #press(key: string): Promise<Begun> {
		const text = await this.#panel.locator("header h2 + div").evaluate((status, key) => {
			const seen = status.textContent;
			const target = document.activeElement ?? document.body;
			target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
			return seen;
		}, key);
		return { at: Date.now(), status: statusIn(text) };
	}

	/** Opens the dialog of a verdict. */
	async ask(verdict: "benign" | "escalated"): Promise<Begun> {
		const begun = await this.#press(verdict === "benign" ? "b" : "e");
		await this.#question(verdict).waitFor();
		return begun;
	}

	/** Sends what the open dialog asks. */
	async confirm(verdict: "benign" | "escalated"): Promise<Sent> {
		return await this.#sent(async () => {
			if (verdict === "benign") await this.page.keyboard.press("5");
			await this.page.keyboard.press(verdict === "benign" ? "Enter" : "Control+Enter");
		});
	}

	/** The verdict that asks nothing. */
	async triage(): Promise<{ readonly begun: Begun; readonly sent: Sent }> {
		let begun: Begun | undefined;
		const sent = await this.#sent(async () => {
			begun = await this.#press("t");
		});
		return { begun: begun as unknown as Begun, sent };
	}

	/** Keeps theirs, or applies the person's own decision over the version that the conflict shows. */
	async settle(choice: "keep" | "apply"): Promise<{ readonly begun: Begun; readonly sent: Sent } | null> {
		const theirs = await this.conflict.getByRole("region", { name: "Current" }).textContent();
		const begun = { at: Date.now(), status: statusIn(theirs) };
		if (choice === "keep") {
			await this.conflict.getByRole("button", { name: "Keep theirs" }).click();
			return null;
		}
		const apply = this.conflict.getByRole("button", { name: "Apply mine" });
		return { begun, sent: await this.#sent(() => apply.click()) };
	}

	get #panel(): Locator {
		return this.page.getByLabel("Open finding");
	}

	#question(verdict: "benign" | "escalated"): Locator {
		const name = verdict === "benign" ? "Why is it benign?" : "Escalate this finding";
		return this.page.getByRole("dialog", { name });
	}

	async #sent(act: () => Promise<void>): Promise<Sent> {
		const [response] = await Promise.all([
			this.page.waitForResponse(
				(answer) =>
					answer.request().method() === "POST" &&
					new URL(answer.url()).pathname === "/api/findings/decisions",
			),
			act(),
		]);
		const { outcomes } = (await response.json()) as DecisionResult;
		const [one] = outcomes;
		if (one === undefined || (one.outcome !== "decided" && one.outcome !== "conflict")) {
			throw new Error(`${this.name} was answered ${JSON.stringify(one)}`);
		}
		return { outcome: one.outcome, version: one.finding.version };
	}
}

function statusIn(text: string | null): FindingStatus {
	const status = STATUS.exec(text ?? "")?.[0];
	if (status === undefined) throw new Error(`No status in: ${text}`);
	return status.toLowerCase() as FindingStatus;
}
