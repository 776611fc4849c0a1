// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { expect, it } from "vitest";
import { ADA, announced } from "@/test/components/page";
import { decided, finding, result, uuid } from "@/test/components/records";
import { answer, server } from "@/test/components/server";
import { focused, listed, openTriage } from "@/test/components/triage-page";

const DECIDE = "POST /api/findings/decisions";
const THREE = [finding(1), finding(2), finding(3)] as const;
const THEIRS = decided(THREE[0], "escalated");
const sentVersions = () => server.sent(DECIDE).map(({ body }) => (body as { versions: object }).versions);

/** Marks the first finding benign, which Bob has escalated since. */
async function tooLate(user: UserEvent): Promise<HTMLElement> {
	answer({
		[DECIDE]: () =>
			server.sent(DECIDE).length === 1
				? result(null, [{ id: uuid(1), outcome: "conflict", finding: THEIRS }])
				: result(uuid(701), [{ id: uuid(1), outcome: "decided", finding: decided(THEIRS, "benign", ADA) }]),
	});
	await user.keyboard("jb");
	await screen.findByRole("dialog", { name: "Why is it benign?" });
	await user.keyboard("1{Enter}");
	return screen.findByRole("dialog", { name: "This finding changed in the meantime" });
}

it("shows the other person's decision beside the person's own, and keeps theirs without another request", async () => {
	const user = openTriage(THREE);
	const dialog = await tooLate(user);
	const now = within(dialog).getByRole("region", { name: "Current" });
	const mine = within(dialog).getByRole("region", { name: "Yours, not saved" });
	expect(now.textContent).toContain("Escalated");
	expect(now.textContent).toContain("Bob");
	expect(mine.textContent).toContain("Benign");
	expect(mine.textContent).toContain("Attack simulation");
	const keep = within(dialog).getByRole("button", { name: "Keep theirs" });
	await waitFor(() => expect(document.activeElement).toBe(keep));

	await user.keyboard("{Enter}");
	await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
	expect(sentVersions()).toEqual([{ [uuid(1)]: 1 }]);
	await waitFor(() => expect(focused()).toBe("user2"));
});

it("applies the person's own decision over the version that was shown beside it", async () => {
	const user = openTriage(THREE);
	const dialog = await tooLate(user);
	await user.click(within(dialog).getByRole("button", { name: "Apply mine" }));
	await waitFor(() => expect(announced()).toBe("1 finding marked benign."));
	expect(sentVersions()).toEqual([{ [uuid(1)]: 1 }, { [uuid(1)]: 2 }]);
	expect(server.sent(DECIDE)[1]?.body).toMatchObject({ verdict: "benign", reason: "attack_simulation" });
});

it("shows only the findings that changed, and saves the others", async () => {
	const user = openTriage(THREE);
	const others = [decided(THREE[0], "benign"), decided(THREE[1], "escalated")];
	answer({
		"GET /api/findings": () => ({ items: [], nextCursor: null, asOf: new Date().toISOString() }),
		[DECIDE]: () =>
			result(uuid(700), [
				...others.map((theirs) => ({ id: theirs.id, outcome: "conflict" as const, finding: theirs })),
				{ id: uuid(3), outcome: "decided", finding: decided(THREE[2], "triaged", ADA) },
			]),
	});
	await user.keyboard("jxjxjxt");
	const dialog = await screen.findByRole("dialog", { name: "2 findings changed in the meantime" });
	expect(within(dialog).getAllByRole("region", { name: "Current" })).toHaveLength(2);
	expect(dialog.textContent).not.toContain("user3");
	expect(announced()).toBe("1 finding marked triaged.");
	await user.keyboard("{Escape}");
	await waitFor(() => expect(dialog.isConnected).toBe(false));
	expect(server.sent(DECIDE)).toHaveLength(1);
	expect(listed()).toEqual([]);
});
