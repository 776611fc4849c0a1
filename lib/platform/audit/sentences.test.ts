import { readdir, readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { changedFields, SENTENCES, type SentenceRow, sentenceOf, sentenceText } from "./sentences";
import { VERB_LABELS, verbLabel } from "./verb-labels";

const VERB = /^[a-z]+\.[a-z]+(?:[-_][a-z]+)*$/;
/** Verbs of earlier releases, which nothing writes any more. */
const OLD = new Set(["people.create"]);

/** Every verb that the sources write: the literals after `verb:`, and those handed to what records them. */
async function writtenVerbs(): Promise<Set<string>> {
	const entries = await readdir("lib", { recursive: true, withFileTypes: true });
	const files = entries
		.filter(
			(entry) =>
				entry.isFile() && entry.name.endsWith(".ts") && !/\.test\.ts$|fixtures?\.ts$/.test(entry.name),
		)
		.map((entry) => `${entry.parentPath}/${entry.name}`)
		.filter((file) => !/generated|lib\/audit\/(sentences|verb-labels)\.ts$/.test(file));
	const found = new Set<string>();
	for (const file of files) {
		const source = await readFile(file, "utf8");
		if (!/recordAudit|AuditEntry|AuditVerb|_VERB = /.test(source)) continue;
		const literals = [
			...source.matchAll(/\bverb:\s*([^\n]*?)(?:,\s*\n|,\s*target|\n)/g),
			...source.matchAll(/_VERB = ([^\n]*)/g),
			...source.matchAll(/return await changed\(([^\n]*)\)/g),
		].flatMap(([, text]) =>
			[...String(text).matchAll(/["`]([^"`]+)["`]/g)].map(([, literal]) => String(literal)),
		);
		for (const literal of literals) {
			if (literal.startsWith("webhooks.$")) {
				found.add("webhooks.pause");
				found.add("webhooks.disable");
			} else if (VERB.test(literal)) found.add(literal);
		}
	}
	return found;
}

const row = (over: Partial<SentenceRow> = {}): SentenceRow => ({
	targetKind: "case",
	targetId: "0196f000-0000-7000-8000-000000000001",
	before: null,
	after: null,
	...over,
});
const text = (verb: string, over: Partial<SentenceRow> = {}) =>
	sentenceText(sentenceOf(verb, row(over)), (part) => ("target" in part ? "case #12" : part.text));

describe("the sentences of the audit", () => {
	it("exist for every verb that the code writes, and for no other", async () => {
		const written = await writtenVerbs();
		expect(written.size).toBeGreaterThan(70);
		const known = new Set(Object.keys(SENTENCES));
		expect([...written].filter((verb) => !known.has(verb))).toEqual([]);
		expect([...known].filter((verb) => !written.has(verb) && !OLD.has(verb))).toEqual([]);
		expect(Object.keys(VERB_LABELS).sort()).toEqual([...known].sort());
	});

	it.each(Object.keys(SENTENCES))("%s reads as words, whatever the row contains", (verb) => {
		const id = "0196f000-0000-7000-8000-000000000002";
		const full = {
			number: 7,
			title: "T",
			name: "N",
			fileName: "f.csv",
			findings: 3,
			findingIds: [id],
			decisionId: id,
			caseId: id,
			status: "closed",
			classification: "true_positive",
			kind: "url",
			value: "v",
			role: "lead",
			login: "kim",
			from: 7,
			into: 8,
			fromId: id,
			intoId: id,
			numbers: [7, 8],
			personId: id,
			watching: true,
			id,
			linkedTo: "Kim",
			answer: "declined",
			minutes: 30,
			failures: 5,
			others: 2,
			template: "X",
			tables: [{ table: "A", rowsKept: 2 }],
			targets: ["contain"],
			holds: true,
			inForce: true,
			outcome: "whole",
			through: 9,
			count: 2,
			by: "reset",
		};
		for (const [before, after] of [
			[null, null],
			[full, full],
			[full, { ...full, title: "Other", role: "admin" }],
			[["x"], "y"],
		]) {
			const said = text(verb, { before, after });
			expect(said).toMatch(/^[a-z]/);
			expect(said).not.toMatch(/[{}[\]]|undefined|null|NaN| {2}/);
			expect(said).not.toContain(verb);
			expect(said).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/);
			expect(said.trim()).toBe(said);
		}
		expect(verbLabel(verb)).toMatch(/^[A-Z]/);
	});

	it.each([
		[
			"cases.create",
			{ after: { number: 12, decisionId: "d", findings: 3 } },
			"escalated 3 findings to the new case #12",
		],
		["cases.add-findings", { after: { decisionId: "d", findings: 1 } }, "escalated 1 finding to case #12"],
		[
			"cases.set-status",
			{ after: { status: "closed", classification: "true_positive" } },
			"closed case #12 as true positive",
		],
		["cases.set-status", { before: { status: "closed" }, after: { status: "open" } }, "reopened case #12"],
		[
			"cases.update",
			{
				before: { ownerName: null, dueAt: null, ownerId: null },
				after: { ownerName: "Kim", dueAt: "x", ownerId: "y" },
			},
			"changed the owner and due date of case #12",
		],
		["cases.merge", { after: { from: 11, into: 12, fromId: "other" } }, "merged case #11 into case #12"],
		["findings.decide", { after: { status: "benign" } }, "marked the case #12 as benign"],
		[
			"people.update",
			{ before: { role: "viewer" }, after: { role: "lead" } },
			"changed the role of case #12 from viewer to lead",
		],
		["audit.verify", { after: { outcome: "whole", through: 1204 } }, "verified the audit through row 1,204"],
		["later.verb", {}, "recorded “later.verb” for case #12"],
	] as [string, Partial<SentenceRow>, string][])("%s of %j", (verb, over, said) => {
		expect(text(verb, over)).toBe(said);
	});

	it("name the fields that changed, and count the rest", () => {
		const after = { title: "b", severity: "high", tlp: "red", known: "x", version: 3, ownerId: "i" };
		expect(changedFields(row({ before: { title: "a" }, after }))).toBe("title, severity and 2 more");
		expect(changedFields(row({ before: { version: 1 }, after: { version: 2 } }))).toBe("");
	});
});
