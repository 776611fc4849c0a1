// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { ADA, announced } from "@/test/components/page";
import { caseDetailOf, caseOf, decided, finding, likely, result, uuid } from "@/test/components/records";
import { answer, barrier, Refusal, server } from "@/test/components/server";
import { listed, openTriage } from "@/test/components/triage-page";

const DECIDE = "POST /api/findings/decisions";
const TWO = [finding(1), finding(2)] as const;
const DONE = result(uuid(700), [
	{ id: uuid(1), outcome: "decided", finding: decided(TWO[0], "escalated", ADA) },
]);
const OPEN = caseOf(7, { version: 4 });
const sent = () => server.sent(DECIDE).map(({ body }) => body);
const dialogOf = () => screen.findByRole("dialog", { name: "Escalate this finding" });

it("waits for the suggested cases when it is sent before they have loaded, and sends the one that was offered", async () => {
	const user = openTriage(TWO);
	const found = barrier();
	answer({
		"POST /api/cases/likely": async () => {
			await found.opened;
			const { id, number, title, status, severity, version } = OPEN;
			const because = [{ why: "mail" as const, findings: 1, value: "<1@mail.example>" }];
			return likely({ cases: [{ id, number, title, status, severity, version, because }], suggested: id });
		},
		[DECIDE]: () => DONE,
	});
	await user.keyboard("je");
	const dialog = await dialogOf();
	expect(dialog.textContent).toContain("Looking for open cases of the same mail or campaign…");
	await waitFor(() => expect(dialog.contains(document.activeElement)).toBe(true));
	await user.keyboard("{Control>}{Enter}{/Control}");
	expect(sent()).toEqual([]);

	found.open();
	await waitFor(() => expect(announced()).toContain("1 finding escalated."));
	expect(sent()).toEqual([
		{
			verdict: "escalated",
			case: { id: OPEN.id, reopen: false, version: 4 },
			ids: [uuid(1)],
			versions: { [uuid(1)]: 1 },
		},
	]);
});

it("sends the title, the note and the findings of a group with the versions that were offered", async () => {
	const user = openTriage(TWO);
	const groups = [
		{ why: "user" as const, value: "user1@contoso.example", findings: [{ id: uuid(9), version: 6 }] },
	];
	answer({ "POST /api/cases/likely": () => likely({ groups }), [DECIDE]: () => DONE });
	await user.keyboard("je");
	const dialog = await dialogOf();
	await user.click(await within(dialog).findByRole("checkbox", { name: /1 more of the same user/ }));
	await user.type(within(dialog).getByLabelText("Title of the new case"), "Payroll mail");
	await user.type(within(dialog).getByLabelText("What should the next person know?"), "Call the user");
	expect(within(dialog).getByRole("button", { name: "Escalate 2" })).toBeTruthy();

	await user.keyboard("{Control>}{Enter}{/Control}");
	await waitFor(() => expect(sent()).toHaveLength(1));
	expect(sent()).toEqual([
		{
			verdict: "escalated",
			case: { title: "Payroll mail" },
			note: "Call the user",
			ids: [uuid(1), uuid(9)],
			versions: { [uuid(1)]: 1, [uuid(9)]: 6 },
		},
	]);
});

it("accepts a closed case only when the person chooses to reopen it", async () => {
	const user = openTriage(TWO);
	const closed = caseDetailOf(caseOf(8, { status: "closed", version: 3 }));
	answer({
		"POST /api/cases/likely": () => likely(),
		"GET /api/cases/{id}": () => closed,
		[DECIDE]: () => DONE,
	});
	await user.keyboard("je");
	const dialog = await dialogOf();
	await user.click(await within(dialog).findByRole("radio", { name: "An existing case" }));
	const escalate = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Escalate" });
	expect(escalate.disabled).toBe(true);
	await user.type(within(dialog).getByLabelText("Number of the case"), "8");
	const reopen = await within(dialog).findByRole("checkbox", { name: "Reopen this closed case" });
	expect(escalate.disabled).toBe(true);

	await user.click(reopen);
	await user.click(escalate);
	await waitFor(() => expect(sent()).toHaveLength(1));
	expect(sent()[0]).toMatchObject({ case: { id: closed.id, reopen: true, version: 3 } });
});

it("opens again with the note kept when another person changed the case, and sends the case's new version", async () => {
	const user = openTriage(TWO);
	const theirs = caseDetailOf({ ...OPEN, version: 5, title: "Renamed by Bob" });
	answer({
		"POST /api/cases/likely": () => likely(),
		"GET /api/cases/{id}": () => (sent().length === 0 ? caseDetailOf(OPEN) : theirs),
		[DECIDE]: () =>
			sent().length === 1
				? new Refusal({ status: 409, code: "conflict", detail: "The case has changed.", case: theirs })
				: DONE,
	});
	await user.keyboard("je");
	const dialog = await dialogOf();
	await user.click(await within(dialog).findByRole("radio", { name: "An existing case" }));
	await user.type(within(dialog).getByLabelText("Number of the case"), "7");
	await within(dialog).findByText("Case 7");
	await user.type(within(dialog).getByLabelText("What should the next person know?"), "Call the user");
	await user.keyboard("{Control>}{Enter}{/Control}");

	expect(await screen.findByText("Case #7 changed while you were deciding")).toBeTruthy();
	expect(listed()).toEqual(["user1", "user2"]);
	const again = await dialogOf();
	await within(again).findByText("Renamed by Bob");
	const note = within(again).getByLabelText<HTMLTextAreaElement>("What should the next person know?");
	expect(note.value).toBe("Call the user");
	await user.click(within(again).getByRole("button", { name: "Escalate" }));
	await waitFor(() => expect(sent()).toHaveLength(2));
	expect(sent().map((body) => (body as { case: object }).case)).toEqual([
		{ id: OPEN.id, reopen: false, version: 4 },
		{ id: OPEN.id, reopen: false, version: 5 },
	]);
});

it("says that suggested cases couldn't be loaded, and still escalates into a new case", async () => {
	const user = openTriage(TWO);
	answer({
		"POST /api/cases/likely": () => new Refusal({ status: 503, code: "unavailable", detail: "Too busy." }),
		[DECIDE]: () => DONE,
	});
	await user.keyboard("je");
	const dialog = await dialogOf();
	expect((await within(dialog).findByRole("alert")).textContent).toContain("Couldn’t search for open cases");
	await user.click(within(dialog).getByRole("button", { name: "Escalate" }));
	await waitFor(() => expect(sent()).toHaveLength(1));
	expect(sent()[0]).toMatchObject({ verdict: "escalated", case: {} });
});
