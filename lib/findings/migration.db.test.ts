import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database";
import type { Actor } from "@/lib/identity/actor";
import { decide } from "./decide";
import { addPerson, clickRow, seedFindings, testContext } from "./fixtures";
import { formerIdentityText } from "./rules";

let test: TestDatabase;
let kim: Actor;
beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
});
afterAll(() => test.drop());

/** Makes a finding what earlier versions stored of a row whose account ends in a blank. */
async function storeAsBefore(reportId: string, account: string, threatTypes: string[]): Promise<string> {
	const row = clickRow(1, { ReportId: reportId, AccountUpn: `${account} ` });
	const { id } = await test.db.finding.findFirstOrThrow({ where: { reportId, accountUpn: account } });
	await test.db.finding.update({
		where: { id },
		data: {
			accountUpn: `${account} `,
			accountKey: `${account.toLowerCase()} `,
			identity: createHash("sha256").update(formerIdentityText(row, null)).digest("base64url"),
			threatTypes,
		},
	});
	return id;
}

it("mends threat types and accounts, and takes two findings of one click for one where nothing is lost", async () => {
	const seed = (reportId: string, account: string, at: number) =>
		seedFindings(test.db, [
			clickRow(at, { ReportId: reportId, AccountUpn: account, ThreatTypes: "Phish, Malware" }),
		]);
	const idOf = async (reportId: string, accountUpn: string) =>
		(await test.db.finding.findFirstOrThrow({ where: { reportId, accountUpn } })).id;

	await seed("alone", "Alone@contoso.example", 1);
	const alone = await storeAsBefore("alone", "Alone@contoso.example", [
		"phish",
		"MALWARE",
		"Phish",
		"odd",
		"ODD",
	]);
	await seed("undecided", "twin@contoso.example", 2);
	const goes = await storeAsBefore("undecided", "twin@contoso.example", ["Phish"]);
	await seed("undecided", "twin@contoso.example", 3);
	const stays = await idOf("undecided", "twin@contoso.example");
	await seed("decided", "twin@contoso.example", 4);
	const decided = await storeAsBefore("decided", "twin@contoso.example", ["Phish"]);
	await decide(testContext(test.db, kim), {
		verdict: "triaged",
		ids: [decided],
		versions: { [decided]: 1 },
	});
	await seed("decided", "twin@contoso.example", 5);

	const client = new pg.Client({ connectionString: test.url });
	await client.connect();
	try {
		await client.query(
			await readFile("prisma/migrations/20261130203500_threats_and_accounts/migration.sql", "utf8"),
		);
	} finally {
		await client.end();
	}

	expect(await test.db.finding.findUniqueOrThrow({ where: { id: alone } })).toMatchObject({
		accountUpn: "Alone@contoso.example",
		accountKey: "alone@contoso.example",
		threatTypes: ["Phish", "Malware", "odd"],
	});
	expect(await test.db.finding.findUnique({ where: { id: goes } })).toBeNull();
	const kept = await test.db.finding.findUniqueOrThrow({ where: { id: stays } });
	expect((kept.evidence as { TimeGenerated: string }[]).map((row) => row.TimeGenerated)).toEqual([
		"2026-01-01T00:02:00.000Z",
		"2026-01-01T00:03:00.000Z",
	]);
	expect(
		await test.db.finding.count({ where: { reportId: "decided", accountKey: "twin@contoso.example" } }),
	).toBe(2);
	expect(await test.db.finding.findUniqueOrThrow({ where: { id: decided } })).toMatchObject({
		status: "triaged",
	});
});
