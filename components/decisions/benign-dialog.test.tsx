// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { ADA, announced, Stream } from "@/test/components/page";
import { decided, finding, result, uuid } from "@/test/components/records";
import { answer, server } from "@/test/components/server";
import { focused, listed, openTriage } from "@/test/components/triage-page";

const DECIDE = "POST /api/findings/decisions";
const TWO = [finding(1), finding(2)] as const;

function decides() {
	answer({
		[DECIDE]: () =>
			result(uuid(700), [{ id: uuid(1), outcome: "decided", finding: decided(TWO[0], "benign", ADA) }]),
	});
}

it("chooses the reason by its digit, saves with Enter and returns the focus to the list", async () => {
	const user = openTriage(TWO);
	decides();
	await user.keyboard("jb");
	const dialog = await screen.findByRole("dialog", { name: "Why is it benign?" });
	await user.type(within(dialog).getByLabelText("Note, if it needs one"), "  Seen by the vendor  ");
	await user.click(within(dialog).getByRole("radio", { name: /Attack simulation/ }));
	await user.keyboard("5");
	expect(document.activeElement).toBe(within(dialog).getByRole("radio", { name: /Legitimate site/ }));

	await user.keyboard("{Enter}");
	await waitFor(() => expect(announced()).toBe("1 finding marked benign."));
	expect(server.sent(DECIDE).map(({ body }) => body)).toEqual([
		{
			verdict: "benign",
			reason: "legitimate_site",
			note: "Seen by the vendor",
			ids: [uuid(1)],
			versions: { [uuid(1)]: 1 },
		},
	]);
	await waitFor(() => expect(screen.queryByRole("dialog", { name: "Why is it benign?" })).toBeNull());
	expect(focused()).toBe("user2");
});

it("stays open and says what is missing without a reason, or with “other” and no note", async () => {
	const user = openTriage(TWO);
	decides();
	await user.keyboard("jb");
	const dialog = await screen.findByRole("dialog", { name: "Why is it benign?" });
	await user.click(within(dialog).getByRole("button", { name: "Mark benign" }));
	expect(within(dialog).getByRole("alert").textContent).toBe("Choose why it is benign.");
	expect(document.activeElement).toBe(within(dialog).getAllByRole("radio")[0]);

	await user.keyboard("8{Enter}");
	const note = within(dialog).getByLabelText("Note");
	expect(dialog.textContent).toContain("Write why it is benign, or choose one of the reasons.");
	expect(note.getAttribute("aria-invalid")).toBe("true");
	expect(document.activeElement).toBe(note);
	expect(server.sent(DECIDE)).toEqual([]);

	await user.keyboard("A test of ours");
	await user.click(within(dialog).getByRole("button", { name: "Mark benign" }));
	await waitFor(() => expect(announced()).toBe("1 finding marked benign."));
	expect(server.sent(DECIDE)[0]?.body).toMatchObject({ reason: "other", note: "A test of ours" });
});

it("saves nothing when closed with Escape, and returns the focus to the row", async () => {
	const user = openTriage(TWO);
	await user.keyboard("jb");
	await screen.findByRole("dialog", { name: "Why is it benign?" });
	await user.keyboard("1{Escape}");
	await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
	await waitFor(() => expect(focused()).toBe("user1"));
	expect(listed()).toEqual(["user1", "user2"]);
	expect(server.sent(DECIDE)).toEqual([]);
});

it("says that another person changed the finding while it was open, and still sends the version that was seen", async () => {
	const user = openTriage(TWO, { live: true });
	const theirs = decided(TWO[0], "escalated");
	answer({ [DECIDE]: () => result(null, [{ id: uuid(1), outcome: "conflict", finding: theirs }]) });
	await user.keyboard("jb");
	const dialog = await screen.findByRole("dialog", { name: "Why is it benign?" });
	await waitFor(() => expect(Stream.open).toHaveLength(1));
	Stream.open[0]?.tell("findings", { findings: [theirs] });
	expect(within(dialog).getByText("This finding changed while you were deciding")).toBeTruthy();
	expect(dialog.textContent).toContain("Bob");

	await user.keyboard("1{Enter}");
	await screen.findByRole("dialog", { name: "This finding changed in the meantime" });
	expect(server.sent(DECIDE).map(({ body }) => (body as { versions: object }).versions)).toEqual([
		{ [uuid(1)]: 1 },
	]);
});
