import { describe, expect, it } from "vitest";
import { MARKDOWN_BOUNDS, markdownProblem } from "./markdown-bounds";
import { COMMENT_LIMIT } from "./rules";
import { commentChange, commentInput } from "./schema";

const { depth, emphasis, brackets } = MARKDOWN_BOUNDS;

describe("text that is too much to format is rejected before it is formatted", () => {
	it.each([
		["quotes", ">".repeat(3_000), /^Line 1: more than 20 quotes/],
		["quotes and lists", `hello\n\n${"> - ".repeat(1_000)}a`, /^Line 3: more than 20 quotes/],
		["numbers", "1. ".repeat(1_000), /^Line 1: more than 20 quotes/],
		["marks of emphasis", "*_".repeat(10_000), /^Line 1: more than 1,000 marks of emphasis/],
		[
			"emphasis over several lines",
			"a\n\nb *a\n_b **c ~~d\n".repeat(1_000).replaceAll("\n\n", "\n"),
			/emphasis/,
		],
		["brackets", "]".repeat(20_000), /^Line 1: more than 1,000 square brackets/],
		["links within links", "[a](".repeat(5_000), /square brackets/],
		["cells", `${"|a".repeat(500)}\n${"|-".repeat(500)}\n${"|a\n".repeat(3_000)}`, /cells of a table/],
		["a fence within HTML", `<div>\n\`\`\`\n\n${">".repeat(3_000)}`, /^Line 4: more than 20 quotes/],
		["a fence within a quote", `> \`\`\`\n\n${">".repeat(3_000)}`, /^Line 3: more than 20 quotes/],
		["a fence that is none", `\`\`\` a\`b\n${">".repeat(3_000)}`, /^Line 2: more than 20 quotes/],
		["what follows a fence", `\`\`\`\n>\n\`\`\`\n${">".repeat(3_000)}`, /^Line 4: more than 20 quotes/],
		["a long word of dots", `www.${"a.".repeat(9_900)}`, /^A word of more than 2,100 characters/],
		["addresses", "www.a ".repeat(3_000), /^More than 300 addresses/],
		["mail addresses", "a.b@c ".repeat(2_500), /^More than 300 addresses/],
		["footnotes", "[^a]\n\n[^a]: b\n\n".repeat(1_000), /^More than 1,500 list items/],
		["list items", "- \n".repeat(6_000), /^More than 1,500 list items/],
		["characters", "a".repeat(COMMENT_LIMIT + 1), /^At most 20,000 characters/],
	])("%s", (_, text, says) => {
		expect(markdownProblem(text)).toMatch(says);
		const parsed = commentInput.safeParse({ body: text });
		expect(parsed.error?.issues.map(({ path, message }) => [path, message])).toEqual([
			[["body"], expect.stringMatching(text.length > COMMENT_LIMIT ? /^At most/ : says)],
		]);
		expect(commentChange.safeParse({ body: text, version: 1 }).success).toBe(false);
	});
});

it.each([
	["long data in a code block", `Look:\n\n\`\`\`\n${"QUJD".repeat(3_000)}\n\`\`\`\n`],
	["a long comment in paragraphs", "Some *words* of [a link](/cases/1) and `code`.\n\n".repeat(400)],
	["as much as is allowed", `${"> ".repeat(depth)}a\n\n${"*".repeat(1)} ${"*a ".repeat(emphasis - 1)}`],
	["brackets as many as are allowed", "[]".repeat(brackets / 2)],
	["file names", "a_b_c_d_e ".repeat(500)],
	["a log in a code block", `\`\`\`\n${"[2026-01-01] * _ ~ > - | x\n".repeat(600)}\`\`\`\n`],
	["a table", `| a | b |\n| --- | --- |\n${"| 1 | 2 |\n".repeat(500)}`],
	["a rule", "----------\n\n* * *\n"],
])("leaves %s alone", (_, text) => {
	expect(markdownProblem(text)).toBeNull();
});
