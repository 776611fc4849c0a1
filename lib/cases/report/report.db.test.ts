import { afterAll, beforeAll, expect, it } from "vitest";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { makeReport } from "./make";
import { reportMarkdown } from "./markdown";
import type { ReportDocument } from "./rules";

let test: TestDatabase;
let analyst: PersonActor;
let caseId: string;

beforeAll(async () => {
	test = await createTestDatabase();
	analyst = await addPerson(test.db, "Ada", "analyst");
	({ id: caseId } = await seedCase(test.db, analyst, { title: "Clicks on <b>https://evil.example</b>" }));
	await seedFindings(
		test.db,
		Array.from({ length: 205 }, (_, n) => clickRow(n)),
		new Date(),
	);
	const findings = await test.db.finding.findMany({ select: { id: true } });
	await test.db.caseFinding.createMany({
		data: findings.map(({ id }) => ({ findingId: id, caseId, addedAt: new Date(), addedByName: "Ada" })),
	});
	const comment = { caseId, authorName: "Ada" };
	await test.db.caseComment.createMany({
		data: [
			{
				...comment,
				at: new Date(1),
				body: "# Heading [link](https://evil.example/a) | <script>alert(1)</script>\n\n1. www.evil.example - more",
			},
			{ ...comment, at: new Date(2), body: "x".repeat(5_000) },
			{ ...comment, at: new Date(3), body: "", deletedAt: new Date() },
		],
	});
	await test.db.case.update({
		where: { id: caseId },
		data: {
			status: "closed",
			classification: "true_positive",
			classificationReason: "suspicious_activity",
			closingNote: "Reset and purged.",
			known: "Went to http://evil.example/k",
			tlp: "amber_strict",
			closedAt: new Date(),
		},
	});
});

afterAll(() => test.drop());

const reader = () => addPerson(test.db, "Reader", "viewer");
const section = (report: ReportDocument, title: string) =>
	JSON.stringify(report.sections.find((one) => one.title === title)?.blocks ?? null);

it("contains all of the case, defanged, and names what it leaves out", async () => {
	const report = await makeReport(testContext(test.db, await reader()), caseId, "print");
	expect(report).toMatchObject({ tlp: "TLP:AMBER+STRICT", madeBy: "Reader", sample: false });
	expect(JSON.stringify(report)).not.toMatch(/https?:/);
	expect(section(report, "What we know")).toContain("hxxp://evil[.]example/k");
	expect(section(report, "Findings").match(/hxxps:/g)).toHaveLength(200);
	expect(section(report, "Closing")).toContain("Closed, True positive, Suspicious activity");
	expect(section(report, "Users, addresses, hosts and mails")).toContain("phish-1[.]example");
	expect(section(report, "Tasks")).toContain("blocks closing");
	const missing = section(report, "Left out");
	expect(missing).toContain("5 findings beyond the first 200.");
	expect(missing).toContain("1 deleted comment.");
	expect(missing).toContain("1 long text is cut at 4,000 characters.");
});

it("escapes text in Markdown, and shows the TLP at the top and the bottom", async () => {
	const report = await makeReport(testContext(test.db, analyst), caseId, "markdown");
	const text = reportMarkdown(report);
	expect(text).not.toMatch(/https?:|(?<!\\)<(?!br>)|^> #/m);
	expect(text).toContain("\\# Heading \\[link\\](hxxps");
	expect(text).toContain("> 1\\. www\\[.\\]evil\\[.\\]example - more");
	expect(text.startsWith("**TLP:AMBER+STRICT**")).toBe(true);
	expect(text.trimEnd().endsWith("**TLP:AMBER+STRICT**")).toBe(true);
});

it("is audited, and can be made by everyone who can read the case", async () => {
	const before = await test.db.auditEvent.count({ where: { verb: "cases.report" } });
	await makeReport(testContext(test.db, await reader()), caseId, "print");
	const rows = await test.db.auditEvent.findMany({
		where: { verb: "cases.report" },
		orderBy: { seq: "desc" },
	});
	expect(rows).toHaveLength(before + 1);
	expect(rows[0]).toMatchObject({ targetId: caseId, actorName: "Reader" });
	const elsewhere = { ...analyst, workspaces: ["another"] };
	await expect(makeReport(testContext(test.db, elsewhere), caseId, "print")).rejects.toMatchObject({
		code: "not_found",
	});
	await expect(makeReport(testContext(test.db, { kind: "visitor" }), caseId, "print")).rejects.toMatchObject({
		code: "unauthenticated",
	});
});
