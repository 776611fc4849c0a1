import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { z } from "zod";
import { caseChange } from "./schema";

/** TLP is a marking: nothing that people read may promise that it restricts who opens a case. */
it.each([
	"docs/cases.md",
	"docs/webhooks.md",
	"README.md",
	"components/cases/cases/looks.ts",
	"lib/outbound/webhooks/case-event.ts",
])("%s promises no restriction by TLP", async (file) => {
	expect(await readFile(file, "utf8")).not.toMatch(/named people|only .{0,30}may (?:see|open|read)/i);
});

it("the docs and the API say that it does not restrict who can open a case", async () => {
	const says = /does not restrict who can open the case/;
	expect(await readFile("docs/cases.md", "utf8")).toMatch(says);
	const { properties } = z.toJSONSchema(caseChange, { io: "input" });
	expect(JSON.stringify(properties?.tlp)).toMatch(says);
});
