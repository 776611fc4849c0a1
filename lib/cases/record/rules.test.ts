import { describe, expect, it } from "vitest";
import { closingProblem, distinctGroups, isSuggested, LIKENESSES, othersWork, rankCandidates } from "./rules";

describe("a case that findings may be added to", () => {
	it("is suggested only for a shared mail or campaign", () => {
		for (const why of LIKENESSES) expect(isSuggested([{ why }])).toBe(why === "mail" || why === "campaign");
		expect(isSuggested([{ why: "host" }, { why: "user" }])).toBe(false);
		expect(isSuggested([])).toBe(false);
	});

	it("comes first when it is suggested, however much the others share", () => {
		const candidate = (
			number: number,
			because: { why: (typeof LIKENESSES)[number]; findings: number }[],
		) => ({
			number,
			updatedAt: new Date(number),
			because,
		});
		const one = candidate(1, [{ why: "campaign", findings: 1 }]);
		const all = candidate(2, [
			{ why: "host", findings: 100 },
			{ why: "user", findings: 100 },
		]);
		expect(rankCandidates([all, one], 100).map(({ number }) => number)).toEqual([1, 2]);
		const twin = { ...one, number: 3, updatedAt: new Date(3) };
		expect(rankCandidates([one, twin], 100).map(({ number }) => number)).toEqual([3, 1]);
	});
});

it("groups of the same findings in another order are equal", () => {
	const group = (why: string, ...ids: string[]) => ({ why, findings: ids.map((id) => ({ id })) });
	const groups = [group("mail", "a", "b"), group("campaign", "b", "a"), group("host", "a", "b", "c")];
	expect(distinctGroups(groups).map(({ why }) => why)).toEqual(["mail", "host"]);
});

it("open work ends with a closing, and with no other status", () => {
	const openWork = { tasks: [] };
	for (const status of ["open", "contained", "resolved"] as const)
		expect(closingProblem(status, { openWork })?.field).toBe("openWork");
	expect(closingProblem("closed", { classification: "undetermined", openWork })).toBeNull();
});

it("work is another person's when it is assigned to a person other than the one who closes", () => {
	const open = {
		tasks: [{ assigneeId: "bea" }, { assigneeId: "ada" }, { assigneeId: null }],
		nextActionOwnerId: "ada",
	};
	expect(othersWork(open, "ada")).toEqual({ tasks: 1, nextAction: false });
	expect(othersWork(open, "bea")).toEqual({ tasks: 1, nextAction: true });
	expect(othersWork(open, null)).toEqual({ tasks: 2, nextAction: true });
	expect(othersWork({ tasks: [], nextActionOwnerId: null }, "ada")).toEqual({ tasks: 0, nextAction: false });
});
