import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Markdown } from "./markdown";

/** Stored before there were limits on what can be written. */
describe("stored text that is too much to format", () => {
	it.each([
		["quotes", ">".repeat(3_000)],
		["quotes and lists", "> - ".repeat(4_000)],
		["marks of emphasis", "*_".repeat(10_000)],
		["brackets", "]".repeat(20_000)],
	])("%s, as plain text with a note", (_, text) => {
		const html = renderToStaticMarkup(<Markdown text={text} />);
		expect(html).toContain("Shown as plain text");
		expect(html).toContain(text.replaceAll(">", "&gt;"));
		expect(html).not.toMatch(/<(blockquote|em|ul)/);
	});

	it("contains no live URL", () => {
		const html = renderToStaticMarkup(<Markdown text={`https://evil.example/x\n${">".repeat(3_000)}`} />);
		expect(html).toContain("hxxps://evil[.]example/x");
		expect(html).not.toContain("https://evil");
	});
});

it("formats what people write", () => {
	const html = renderToStaticMarkup(
		<Markdown
			text={"> **Contained** by @Ada\n\n- one\n  - two\n\n| a | b |\n|---|---|\n| 1 | 2 |"}
			people={[{ id: "1", name: "Ada" }]}
		/>,
	);
	expect(html).toMatch(/<blockquote>.*<strong>Contained<\/strong>/s);
	expect(html).toContain(">@Ada</span>");
	expect(html).toContain("<td>2</td>");
	expect(html).not.toContain("plain text");
});
