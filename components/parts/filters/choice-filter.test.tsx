import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { FilterChoices } from "./choice-filter";

const shown = (more: Partial<Parameters<typeof FilterChoices>[0]>) =>
	renderToStaticMarkup(
		<FilterChoices label="Threat type" options={undefined} chosen={[]} onChange={() => {}} {...more} />,
	);

it("says that choices are loading until they have loaded, and only then that there are none", () => {
	expect(shown({})).toContain("Loading…");
	expect(shown({})).not.toContain("Nothing to choose from");
	expect(shown({ failed: true })).toContain("could not be loaded");
	expect(shown({ options: [] })).toContain("Nothing to choose from");
});
