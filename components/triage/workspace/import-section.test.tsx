// @vitest-environment jsdom
import { act, screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { WorkspaceOverview } from "@/lib/sources/workspaces/workspace-state";
import { announced, renderPage } from "@/test/components/page";
import { Refusal, server } from "@/test/components/server";
import { ImportSection } from "./import-section";

const LOCAL: WorkspaceOverview = {
	id: "local",
	kind: "local",
	name: "Local",
	sample: false,
	problem: null,
	tables: [],
};
const FILE = new File(["TimeGenerated,Url\n"], "clicks.csv", { type: "text/csv" });
const DONE = {
	format: "csv",
	table: "UrlClickEvents",
	tables: [{ table: "UrlClickEvents", rowsKept: 2, addedColumns: [] }],
	rowsRead: 2,
	rowsKept: 2,
	rowsRefused: 0,
	problems: [],
	problemsTotal: 0,
};

function openImport(workspace: Partial<WorkspaceOverview> = {}): UserEvent {
	return renderPage(
		<ImportSection workspace={{ ...LOCAL, ...workspace }} knownTables={["UrlClickEvents"]} />,
	);
}

async function choose(user: UserEvent): Promise<void> {
	await user.upload(screen.getByLabelText(/^Drop an(other)? /), FILE);
}

const press = (user: UserEvent, name: string) => user.click(screen.getByRole("button", { name }));
const answerUpload = (turn: number, given: unknown) => act(async () => server.uploads[turn]?.answer(given));
const searches = () => server.uploads.map(({ asked }) => Object.fromEntries(asked?.search ?? []));

it("shows each error of a rejected file with its place, and imports the other rows on request", async () => {
	const user = openImport();
	await choose(user);
	await press(user, "Import");
	await answerUpload(
		0,
		new Refusal({
			status: 422,
			code: "invalid_input",
			detail: "1 of 3 rows could not be read.",
			places: [{ message: "Not a time: yesterday.", line: 4, column: 12, field: "TimeGenerated" }],
			problemsTotal: 1,
			rowsRead: 3,
			rowsRefused: 1,
		}),
	);
	expect(screen.getByText("Nothing was imported")).toBeTruthy();
	expect(screen.getByText("1 of 3 rows could not be read.")).toBeTruthy();
	const problems = screen.getByRole("table", { name: "Rows that could not be read" });
	const cells = within(problems).getAllByRole("cell");
	expect(cells.map((cell) => cell.textContent)).toEqual([
		"4",
		"12",
		"TimeGenerated",
		"TimeGeneratedNot a time: yesterday.",
	]);

	await press(user, "Import the other 2 rows");
	await answerUpload(1, DONE);
	expect(searches()).toEqual([{ fileName: "clicks.csv" }, { fileName: "clicks.csv", keepGoodRows: "1" }]);
	expect(screen.getByText(/is imported: 2 rows kept/)).toBeTruthy();
	expect(screen.queryByText("Nothing was imported")).toBeNull();
});

it("shows how much of the file is sent, then that rows are being read, and stops when cancelled", async () => {
	const user = openImport();
	await choose(user);
	await press(user, "Import");
	expect(announced()).toBe("Importing clicks.csv.");
	act(() => server.uploads[0]?.progress(9, 18));
	const bar = screen.getByRole("progressbar", { name: "Progress of the import" });
	expect(bar.getAttribute("aria-valuenow")).toBe("50");
	expect(screen.getByText(/^Sending clicks.csv: 50 % of /)).toBeTruthy();
	act(() => server.uploads[0]?.progress(18, 18));
	expect(screen.getByText("Reading the rows. All of them appear at once, at the end.")).toBeTruthy();

	await press(user, "Cancel");
	await waitFor(() => expect(screen.queryByRole("progressbar")).toBeNull());
	expect(server.uploads.map(({ aborted }) => aborted)).toEqual([true]);
	expect(screen.queryByRole("alert")).toBeNull();
	await press(user, "Import");
	expect(server.uploads).toHaveLength(2);
});

it("asks before a file is imported again, and sends it only when confirmed", async () => {
	const user = openImport();
	await choose(user);
	const twice = () =>
		new Refusal({
			status: 409,
			code: "conflict",
			reason: "again",
			detail: "Ada imported this file yesterday.",
		});
	await press(user, "Import");
	await answerUpload(0, twice());
	const dialog = await screen.findByRole("dialog", { name: "Import this file again?" });
	expect(dialog.textContent).toContain("Ada imported this file yesterday.");
	await waitFor(() =>
		expect(document.activeElement).toBe(within(dialog).getByRole("button", { name: "Cancel" })),
	);
	await user.keyboard("{Escape}");
	await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
	expect(server.uploads).toHaveLength(1);

	await press(user, "Import");
	await answerUpload(1, twice());
	await user.click(await screen.findByRole("button", { name: "Import again" }));
	await answerUpload(2, DONE);
	expect(searches().at(-1)).toEqual({ fileName: "clicks.csv", again: "1" });
	expect(screen.getByText(/is imported: 2 rows kept/)).toBeTruthy();
});

it("asks for a file, and for confirmation before replacing the sample data, without sending anything", async () => {
	const user = openImport({ sample: true });
	await press(user, "Import");
	expect(screen.getByRole("alert").textContent).toBe("Choose a file first.");
	await choose(user);
	expect(screen.queryByRole("alert")).toBeNull();
	await press(user, "Import");
	await screen.findByRole("dialog", { name: "Replace the sample data?" });
	expect(server.uploads).toEqual([]);
	await press(user, "Replace and import");
	expect(searches()).toEqual([{ fileName: "clicks.csv", replaceSample: "1" }]);
});

it("keeps the good rows when that was chosen before, and does not offer it again", async () => {
	const user = openImport();
	await choose(user);
	await user.click(screen.getByRole("checkbox", { name: /^Keep the good rows/ }));
	await press(user, "Import");
	const problem = { line: 4, column: 0, field: null, message: "Too few values." };
	await answerUpload(0, { ...DONE, rowsRead: 3, rowsRefused: 1, problems: [problem], problemsTotal: 30 });
	expect(searches()).toEqual([{ fileName: "clicks.csv", keepGoodRows: "1" }]);
	expect(screen.getByText(/is imported: 2 rows kept, 1 refused/)).toBeTruthy();
	expect(screen.getByText("and 29 more problems")).toBeTruthy();
	expect(screen.queryByRole("button", { name: /^Import the other/ })).toBeNull();
});
