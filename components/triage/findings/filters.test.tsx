// @vitest-environment jsdom
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { finding } from "@/test/components/records";
import { server } from "@/test/components/server";
import { openTriage } from "@/test/components/triage-page";

const LIST = "GET /api/findings";

it("names every filter of the address in a chip, and takes each away alone", async () => {
	const search =
		"?user=a%40x.example,b%40x.example&click=blocked&ip=203.0.113.7,2001:db8::7&last=24h&hunt=h&sample=no" +
		"&decidedFrom=2026-05-03T14:00:00Z&verdict=benign&case=none&twins=yes&text=invoice";
	const user = openTriage([finding(1)], { search });
	const chips = screen.getByRole("group", { name: "Active filters" });
	const texts = () =>
		within(chips)
			.getAllByRole("button")
			.map((button) => button.getAttribute("aria-label"));
	expect(texts().filter((text) => text !== null)).toEqual(
		[
			"a@x.example",
			"b@x.example",
			"Blocked",
			"203.0.113.7",
			"2001:db8::7",
			"Last 24 hours",
			"Hunt h",
			"Own data only",
			"Decided from 2026-05-03 14:00 UTC",
			"Decided as benign",
			"In no case",
			"Stored twice",
			"“invoice”",
		].map((text) => `Remove filter ${text}`),
	);
	await user.click(within(chips).getByRole("button", { name: "Remove filter 203.0.113.7" }));
	await user.click(within(chips).getByRole("button", { name: "Remove filter Last 24 hours" }));
	await waitFor(() => expect(server.sent(LIST).at(-1)?.search.get("ip")).toBe("2001:db8::7"));
	expect(texts()).not.toContain("Remove filter 203.0.113.7");
	await user.click(within(chips).getByRole("button", { name: "Clear" }));
	await waitFor(() => expect(screen.queryByRole("group", { name: "Active filters" })).toBeNull());
});
