// @vitest-environment jsdom
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { ADA, announced } from "@/test/components/page";
import { decided, finding, result, uuid } from "@/test/components/records";
import { answer, barrier, Refusal, server } from "@/test/components/server";
import { countOf, focused, listed, openTriage } from "@/test/components/triage-page";

const DECIDE = "POST /api/findings/decisions";
const THREE = [finding(1), finding(2), finding(3)] as const;

it("shows a decision before the server answers and goes to the next finding", async () => {
	const user = openTriage(THREE);
	const { opened, open } = barrier();
	answer({
		[DECIDE]: async () => {
			await opened;
			return result(uuid(700), [
				{ id: uuid(1), outcome: "decided", finding: decided(THREE[0], "triaged", ADA) },
			]);
		},
	});
	await user.keyboard("j");
	expect(focused()).toBe("user1");
	expect(countOf("New")).toBe("3");

	await user.keyboard("t");
	expect(listed()).toEqual(["user2", "user3"]);
	expect(focused()).toBe("user2");
	expect([countOf("New"), countOf("Triaged")]).toEqual(["2", "1"]);
	expect(announced()).toBe("");
	expect(server.sent(DECIDE).map(({ body }) => body)).toEqual([
		{ verdict: "triaged", ids: [uuid(1)], versions: { [uuid(1)]: 1 } },
	]);

	open();
	await waitFor(() => expect(announced()).toBe("1 finding marked triaged."));
	expect(listed()).toEqual(["user2", "user3"]);
});

it.each([
	{
		what: "refused",
		given: () => new Refusal({ status: 403, code: "forbidden", detail: "Your role cannot decide." }),
		says: "The decision was not saved. Your role cannot decide.",
	},
	{
		what: "never reached the server",
		given: () => "outage",
		says: "The decision was not saved. The server cannot be reached.",
	},
])("restores the row and the counts when a decision is $what, and says so", async ({ given, says }) => {
	const user = openTriage(THREE);
	const { opened, open } = barrier();
	answer({
		[DECIDE]: async () => {
			await opened;
			return given();
		},
	});
	await user.keyboard("jt");
	expect(listed()).toEqual(["user2", "user3"]);

	open();
	await waitFor(() => expect(announced()).toBe(says));
	expect(listed()).toEqual(["user1", "user2", "user3"]);
	expect([countOf("New"), countOf("Triaged")]).toEqual(["3", "0"]);
	expect(screen.getByText("The decision was not saved")).toBeTruthy();
	// Nothing is left to undo.
	await user.keyboard("u");
	expect(announced()).toBe("No decision was made on this page.");
	expect(server.sent("DELETE /api/findings/decisions/{id}")).toEqual([]);
});

it("undoes the last decision, and focuses the row that comes back", async () => {
	const user = openTriage(THREE);
	const after = decided(THREE[0], "triaged", ADA);
	const back = { ...THREE[0], version: 3 };
	answer({
		[DECIDE]: () => result(uuid(700), [{ id: uuid(1), outcome: "decided", finding: after }]),
		"DELETE /api/findings/decisions/{id}": () =>
			result(uuid(700), [{ id: uuid(1), outcome: "undone", finding: back }]),
	});
	await user.keyboard("jt");
	await waitFor(() => expect(announced()).toBe("1 finding marked triaged."));

	await user.keyboard("u");
	await waitFor(() => expect(announced()).toBe("Undone: 1 finding marked triaged."));
	expect(server.sent("DELETE /api/findings/decisions/{id}").map(({ name }) => name)).toEqual([uuid(700)]);
	await waitFor(() => expect(focused()).toBe("user1"));
	expect(listed()).toEqual(["user1", "user2", "user3"]);
});

it("sends a second decision on a finding only after the first, over the version that the first one made", async () => {
	const user = openTriage(THREE, { search: `status=all&finding=${uuid(1)}` });
	const first = barrier();
	answer({
		[DECIDE]: async () => {
			const turn = server.sent(DECIDE).length;
			if (turn === 1) await first.opened;
			const now = { ...decided(THREE[0], "triaged", ADA), version: turn + 1 };
			return result(uuid(700 + turn), [{ id: uuid(1), outcome: "decided", finding: now }]);
		},
	});
	await screen.findByRole("region", { name: "Open finding" });
	await user.keyboard("tkt");
	expect(server.sent(DECIDE)).toHaveLength(1);

	first.open();
	await waitFor(() => expect(server.sent(DECIDE)).toHaveLength(2));
	expect(server.sent(DECIDE).map(({ body }) => (body as { versions: object }).versions)).toEqual([
		{ [uuid(1)]: 1 },
		{ [uuid(1)]: 2 },
	]);
});

it("decides every selected finding at once and focuses the next one left", async () => {
	const user = openTriage(THREE);
	answer({
		[DECIDE]: () =>
			result(
				uuid(700),
				[THREE[0], THREE[1]].map((each) => ({
					id: each.id,
					outcome: "decided" as const,
					finding: decided(each, "triaged", ADA),
				})),
			),
	});
	await user.keyboard("jxjxt");
	await waitFor(() => expect(announced()).toBe("2 findings marked triaged."));
	expect(server.sent(DECIDE).map(({ body }) => body)).toEqual([
		{ verdict: "triaged", ids: [uuid(1), uuid(2)], versions: { [uuid(1)]: 1, [uuid(2)]: 1 } },
	]);
	expect(listed()).toEqual(["user3"]);
	expect(focused()).toBe("user3");
});
