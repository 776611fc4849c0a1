// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import { CaseConflictDialog } from "@/components/cases/cases/conflict-dialog";
import { CASES_URL } from "@/components/cases/cases/url";
import { useCaseChange } from "@/components/cases/cases/use-case-change";
import { readUrl } from "@/components/parts/filters/url-params";
import type { CaseSummary } from "@/lib/cases/cases/schema";
import type { CaseStatus } from "@/lib/core/case-status";
import { ADA, announced, renderPage } from "@/test/components/page";
import { boardOf, caseDetailOf, caseOf } from "@/test/components/records";
import { answer, barrier, Refusal, server } from "@/test/components/server";
import { Board } from "./board";

const MOVE = "PUT /api/cases/{id}/status";
const URL = readUrl(CASES_URL, {});

function Page() {
	const changes = useCaseChange();
	return (
		<>
			<Board url={URL} filter={{}} changes={changes} />
			<CaseConflictDialog changes={changes} />
		</>
	);
}

/** Cases as the server has them, for a test to change. */
let cases: CaseSummary[] = [];

async function openBoard(
	own: CaseSummary[],
	options: Parameters<typeof renderPage>[1] = {},
	more: Parameters<typeof boardOf>[1] = {},
): Promise<UserEvent> {
	cases = own;
	answer({
		"GET /api/cases/board": () => boardOf(cases, more),
		"GET /api/cases/people": () => ({ items: [] }),
		[MOVE]: ({ body }) => {
			const { status } = body as { status: CaseStatus };
			const [first, ...rest] = cases as [CaseSummary, ...CaseSummary[]];
			const after = { ...first, status, version: first.version + 1 };
			cases = [after, ...rest];
			return caseDetailOf(after);
		},
	});
	const user = renderPage(<Page />, options);
	await screen.findByRole("listitem", { name: /^#1 / });
	return user;
}

const column = (name: string) => screen.getByRole("list", { name });
const cardsOf = (name: string) =>
	within(column(name))
		.queryAllByRole("listitem")
		.map((card) => /^#\d+/.exec(card.getAttribute("aria-label") ?? "")?.[0]);
const card = (number: number) => screen.getByRole("listitem", { name: new RegExp(`^#${number} `) });
const sent = () => server.sent(MOVE).map(({ body }) => body);

it("counts every matching case above a column, and offers to show the rest", async () => {
	const user = await openBoard([caseOf(1), caseOf(2, { status: "closed" })], {}, { open: 149 });
	expect(screen.getAllByRole("heading").map((each) => each.textContent)).toEqual([
		"Open150",
		"Contained0",
		"Resolved0",
		"Closed1",
	]);
	await user.click(screen.getByRole("button", { name: /^Show 100 more/ }));
	await waitFor(() => expect(server.sent("GET /api/cases/board").at(-1)?.search.get("open")).toBe("200"));
});

it("moves a case with the keyboard: arrows select the card, M opens the menu, Undo reverts the move", async () => {
	const user = await openBoard([caseOf(1, { version: 3 }), caseOf(2, { status: "contained" })]);
	card(2).focus();
	await user.keyboard("{ArrowLeft}");
	expect(document.activeElement).toBe(card(1));
	await user.keyboard("m");
	const menu = await screen.findByRole("menu");
	expect(
		within(menu)
			.getAllByRole("menuitem")
			.map((each) => each.textContent),
	).toEqual(["Contained", "Resolved", "Closed"]);
	await waitFor(() => expect(menu.contains(document.activeElement)).toBe(true));
	within(menu).getByRole("menuitem", { name: "Contained" }).focus();
	await user.keyboard("{Enter}");

	await waitFor(() => expect(announced()).toBe("#1: Contained."));
	expect(sent()).toEqual([{ status: "contained", version: 3 }]);
	await waitFor(() => expect(cardsOf("Contained")).toEqual(["#1", "#2"]));
	expect(cardsOf("Open")).toEqual([]);

	answer({
		"DELETE /api/cases/{id}/status": () => {
			cases = [caseOf(1, { version: 5 }), ...cases.slice(1)];
			return caseDetailOf(cases[0] as CaseSummary);
		},
	});
	await user.click(screen.getByRole("button", { name: "Undo" }));
	await waitFor(() => expect(announced()).toBe("Undone: Contained"));
	expect(server.sent("DELETE /api/cases/{id}/status").map(({ search }) => search.get("version"))).toEqual([
		"4",
	]);
	await waitFor(() => expect(cardsOf("Open")).toEqual(["#1"]));
});

it("keeps a case in its column and shows the reason when the move is refused", async () => {
	const user = await openBoard([caseOf(1)]);
	const { opened, open } = barrier();
	answer({
		[MOVE]: async () => {
			await opened;
			return new Refusal({
				status: 409,
				code: "conflict",
				detail: "This case was merged.",
				remedy: "Open the other case.",
			});
		},
	});
	await user.click(screen.getByRole("button", { name: "Move #1" }));
	await user.click(await screen.findByRole("menuitem", { name: "Resolved" }));
	open();
	await waitFor(() =>
		expect(announced()).toBe("The case was not changed. This case was merged. Open the other case."),
	);
	expect(screen.getByText("This case was merged. Open the other case.")).toBeTruthy();
	expect(cardsOf("Open")).toEqual(["#1"]);
	expect(cardsOf("Resolved")).toEqual([]);
});

it("shows the current case when another person moved it first, and applies the person's own move over that version", async () => {
	const user = await openBoard([caseOf(1)]);
	const theirs = caseOf(1, { status: "contained", version: 2 });
	answer({
		[MOVE]: ({ body }) => {
			if ((body as { version: number }).version === 1) {
				cases = [theirs];
				return new Refusal({ status: 409, code: "conflict", detail: "Changed.", case: caseDetailOf(theirs) });
			}
			cases = [{ ...theirs, status: "resolved", version: 3 }];
			return caseDetailOf(cases[0] as CaseSummary);
		},
	});
	await user.click(screen.getByRole("button", { name: "Move #1" }));
	await user.click(await screen.findByRole("menuitem", { name: "Resolved" }));
	const dialog = await screen.findByRole("dialog", { name: "This case changed in the meantime" });
	expect(dialog.querySelector("tbody")?.textContent).toBe("StatusContainedResolved");
	await waitFor(() => expect(cardsOf("Contained")).toEqual(["#1"]));

	await user.click(within(dialog).getByRole("button", { name: "Apply mine" }));
	await waitFor(() => expect(cardsOf("Resolved")).toEqual(["#1"]));
	expect(sent()).toEqual([
		{ status: "resolved", version: 1 },
		{ status: "resolved", version: 2 },
	]);
});

it("offers no move to a person who can't work on cases", async () => {
	const user = await openBoard([caseOf(1)], { may: ADA.may.filter((each) => each !== "cases.work") });
	card(1).focus();
	await user.keyboard("m");
	expect(screen.queryByRole("menu")).toBeNull();
	expect(screen.queryByRole("button", { name: "Move #1" })).toBeNull();
});
