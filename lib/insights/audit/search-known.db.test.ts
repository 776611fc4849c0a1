import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addComment } from "@/lib/cases/comments/add";
import type { AuditRow } from "@/lib/platform/audit/schema";
import { sentenceOf, sentenceText } from "@/lib/platform/audit/sentences";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedCase, seedEscalated } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { resolveText } from "./resolve-text";
import { searchAudit } from "./search";
import { auditWhere } from "./where";

/** Other rows, as a year of work leaves them. */
const CROWD = 30_000;

let test: TestDatabase;
let ada: PersonActor;
let lou: PersonActor;
let number: number;
let caseId: string;

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada Ahlberg", "lead");
	lou = await addPerson(test.db, "Lou", "lead");
	await test.db.person.update({ where: { id: lou.id }, data: { login: "lou.lane@desk.example" } });
	const rows = Array.from({ length: 3 }, (_, n) =>
		clickRow(n + 1, { AccountUpn: n === 2 ? "Other@fabrikam.example" : "Kim.Kay@contoso.example" }),
	);
	({ caseId } = await seedEscalated(test.db, ada, rows));
	({ number } = await test.db.case.findUniqueOrThrow({ where: { id: caseId } }));
	const other = await seedCase(test.db, lou, { title: "Another matter" });
	await addComment(testContext(test.db, lou), other.id, { body: "It was a drill.", mentions: [] });
	await test.db.$executeRaw`
		INSERT INTO "AuditEvent" ("format", "seq", "at", "actorKind", "actorId", "actorName", "actorVerified", "verb",
			"targetKind", "targetId", "requestId", "before", "after", "previous", "hash")
		SELECT 1, 1000 + n, now(), 'person', 'crowd-' || n % 40, 'Crowd', TRUE, 'tasks.update', 'case', gen_random_uuid()::text,
			'crowd-request-' || n, '{"title":"a"}'::json, ('{"title":"Something of the crowd ' || n || '"}')::json,
			sha256(n::text::bytea), sha256(n::text::bytea)
		FROM generate_series(1, ${CROWD}) AS n`;
	await test.db.$executeRaw`ANALYZE "AuditEvent"`;
});
afterAll(() => test.drop());

const ctx = () => testContext(test.db, ada);
const find = async (text: string) => (await searchAudit(ctx(), { text, limit: 200 })).items;
const said = (row: AuditRow) =>
	`${row.actor.name} ${sentenceText(sentenceOf(row.verb, row), (part) => {
		if ("target" in part) return row.target.label;
		return "href" in part ? part.text : (row.names[`${part.kind}:${part.id}`]?.label ?? part.text);
	})}`;

describe("a row", () => {
	it("reads as a sentence with current names", async () => {
		const rows = await find(`#${number}`);
		expect(rows.map(said)).toEqual([`Ada Ahlberg escalated 3 findings to the new case #${number}`]);
		expect(rows[0]?.target).toMatchObject({ href: `/cases/${number}`, label: `case #${number}` });
		expect(rows[0]?.target.detail).toBeTruthy();
		const [decided] = (await find("kim.kay@contoso.example")).filter(
			({ verb }) => verb === "findings.decide",
		);
		expect(said(decided as AuditRow)).toBe(
			`Ada Ahlberg escalated the finding of Kim.Kay@contoso.example to case #${number}`,
		);
		expect(decided?.target.href).toBe(`/findings?status=all&finding=${decided?.targetId}`);
	});

	it("still names deleted things by the names it kept", async () => {
		const row = {
			verb: "webhooks.delete",
			target: ["webhook", "0196f000-0000-7000-8000-000000000009"],
			before: { name: "Chat" },
		};
		const { recordAudit } = await import("@/lib/platform/audit/record");
		await test.db.$transaction((tx) => recordAudit(tx, ctx(), [row as never]));
		const { items } = await searchAudit(ctx(), { target: row.target[1] ?? "" });
		expect(items.map(said)).toEqual(["Ada Ahlberg deleted the webhook “Chat”"]);
		expect(items[0]?.target.href).toBeNull();
	});
});

describe("search by the names people know", () => {
	it.each<[string, () => string, (row: AuditRow) => boolean]>([
		["a person's name", () => "ahlberg", (row) => row.actor.id === ada.id],
		["a login", () => "lou.lane", (row) => row.actor.id === lou.id],
		["an account", () => "Kim.Kay@contoso.example", (row) => row.target.label.includes("Kim.Kay")],
		["a part of an account", () => "fabrikam", (row) => row.target.label.includes("Other@fabrikam")],
		["a case by #", () => `#${number}`, (row) => row.targetId === caseId],
		["a case in words", () => `case ${number}`, (row) => row.targetId === caseId],
		["a case by its title", () => "another matter", (row) => row.target.detail === "Another matter"],
		["words of a note", () => "drill", (row) => row.verb === "comments.add"],
		["an action", () => "Commented on", (row) => row.verb === "comments.add"],
		["a request", () => "crowd-request-77", (row) => row.requestId === "crowd-request-77"],
	])("finds by %s, and nothing else", async (_, text, fits) => {
		const rows = await find(text());
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.filter((row) => !fits(row)).map(said)).toEqual([]);
	});

	it("finds nothing for a case that is not there", async () => {
		expect(await find("#99999999")).toEqual([]);
	});

	it.each([
		"#1",
		"ahlberg",
		"kim.kay@contoso.example",
		"fabrikam",
		"drill",
		"user clicked through",
		"crowd-request-5",
	])("%s scans no whole table", async (text) => {
		const where = auditWhere({}, ada, [await resolveText(ctx(), text)]);
		const plan = await test.db.$queryRaw<{ "QUERY PLAN": string }[]>`
				EXPLAIN SELECT "seq" FROM "AuditEvent" WHERE ${where} ORDER BY "seq" DESC LIMIT 51`;
		const lines = plan.map((line) => line["QUERY PLAN"]).join("\n");
		expect(lines).not.toContain("Seq Scan");
		// The words of a row are looked up, never computed to see whether it matches.
		expect(lines).not.toMatch(/Filter: .*(to_tsvector|audit_words)/);
		if (!text.startsWith("#")) expect(lines).toContain("AuditEvent_words_idx");
	});
});
