import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LocalEngine } from "@/lib/sources/engine/engine";
import { LocalWorkspace } from "@/lib/sources/workspaces/local";
import { clicks, TestWorkspace } from "@/test/workspaces/test-workspace";
import { askWhole } from "./ask-whole";

const signal = new AbortController().signal;
/** The twenty minutes that hold the workspace's thousand clicks, one a second. */
const window = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2026-01-01T00:20:00Z") };
let files: TestWorkspace;

beforeAll(async () => {
	files = await TestWorkspace.create();
	await files.add("UrlClickEvents", clicks(1_000));
});
afterAll(() => files.remove());

async function withLimit<T>(maxRows: number, use: (client: LocalWorkspace) => Promise<T>): Promise<T> {
	const engine = new LocalEngine({ directory: files.directory, maxRows });
	try {
		return await use(new LocalWorkspace(engine));
	} finally {
		await engine.close();
	}
}

describe("askWhole", () => {
	it("reads every row of a window whose answer is too large, once", async () => {
		const { rows, incomplete } = await withLimit(100, (client) =>
			askWhole({ client, kql: "UrlClickEvents | project ReportId", window, signal, divisible: true }),
		);
		expect(incomplete).toBeNull();
		expect(Array.from(rows, ({ ReportId }) => ReportId).sort()).toEqual(
			Array.from({ length: 1_000 }, (_, index) => `r${index}`).sort(),
		);
	});

	it("names the windows that even at their shortest are too large", async () => {
		const { rows, incomplete } = await withLimit(40, (client) =>
			askWhole({
				client,
				kql: "UrlClickEvents | project ReportId",
				window: { from: window.from, to: new Date("2026-01-01T00:03:00Z") },
				signal,
				divisible: true,
			}),
		);
		expect(rows).toHaveLength(80);
		expect(incomplete).toMatch(
			/^Not wholly read: 2026-01-01T00:00:00.000Z to 2026-01-01T00:01:30.000Z, 2026-01-01T00:01:30.000Z to 2026-01-01T00:03:00.000Z\. The answer was cut/,
		);
	});

	it("asks once where the parts are not the whole", async () => {
		const { rows, incomplete } = await withLimit(10, (client) =>
			askWhole({
				client,
				kql: "UrlClickEvents | summarize count() by ReportId",
				window,
				signal,
				divisible: false,
			}),
		);
		expect(rows).toHaveLength(10);
		expect(incomplete).toMatch(/^The answer was cut/);
	});
});
