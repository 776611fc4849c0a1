// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { renderPage } from "@/test/components/page";
import { ListPage } from "./list-page";

const QUERY = { isError: false, error: null, isFetching: false, refetch: () => undefined };
const places = () =>
	screen.queryAllByRole("button", { name: "New" }).map((button) => button.parentElement?.id);

function show(data: { readonly items: readonly unknown[] } | undefined, empties: boolean): void {
	renderPage(
		<ListPage
			title="Things"
			about="Some."
			query={{ ...QUERY, data, isPending: data === undefined }}
			failed="They could not be loaded"
			action={<button type="button">New</button>}
			{...(empties ? { empty: (action) => <div id="empty">{action}</div> } : {})}
			list={<p>The list</p>}
		/>,
	);
}

it.each([
	["while it is not known whether there are any", undefined, []],
	["without entries", { items: [] }, ["empty"]],
	["with entries", { items: [1] }, [""]],
])("has its button in one place %s", (_, data, expected) => {
	show(data, true);
	expect(places()).toEqual(expected);
	expect(screen.queryAllByText("The list")).toHaveLength(expected[0] === "empty" ? 0 : 1);
});

it("has its button in the heading at once where an empty list looks like any other", () => {
	show(undefined, false);
	expect(places()).toEqual([""]);
});
