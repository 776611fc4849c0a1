import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decide } from "@/lib/decisions/decide";
import { checkFindings } from "@/lib/operations/health/check-findings";
import type { Actor } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext, WORKSPACE_ID } from "@/test/findings/fixtures";
import { listFindings } from "./list";
import { formerIdentityText } from "./rules";

let test: TestDatabase;
let kim: Actor;
beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
});
afterAll(() => test.drop());

/** Runs a migration over what is stored; its tables are there already. */
async function migrate(name: string): Promise<void> {
	const sql = await readFile(`prisma/migrations/${name}/migration.sql`, "utf8");
	const client = new pg.Client({ connectionString: test.url });
	await client.connect();
	try {
		await client.query(sql.replace(/^(CREATE TABLE|CREATE INDEX|ALTER TABLE)[^;]*;/gm, ""));
	} finally {
		await client.end();
	}
}

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

it("repairs threat types and accounts, and merges two findings of one click where nothing is lost", async () => {
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

	await migrate("20261130203500_threats_and_accounts");

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

it("names what could not be merged in Health, until both have the same verdict", async () => {
	const pair = async (reportId: string, account: string, at: number) => {
		await seedFindings(test.db, [clickRow(at, { ReportId: reportId, AccountUpn: account })]);
		const old = await storeAsBefore(reportId, account, ["Phish"]);
		await seedFindings(test.db, [clickRow(at, { ReportId: reportId, AccountUpn: account })]);
		const { id } = await test.db.finding.findFirstOrThrow({ where: { reportId, accountUpn: account } });
		await test.db.finding.update({ where: { id: old }, data: { accountUpn: account, accountKey: account } });
		return [old, id] as const;
	};
	const [old, now] = await pair("twice", "eve@contoso.example", 6);
	// Told apart by another column of the hunt: two clicks.
	const [other] = await pair("other", "mallory@contoso.example", 7);
	await test.db.finding.updateMany({
		where: { reportId: "other", id: { not: other } },
		data: { identity: "of-another-column" },
	});
	await test.db.findingTwin.deleteMany();
	await migrate("20261130214528_finding_twins");
	const ctx = testContext(test.db, kim);
	const ofReport = async () =>
		(await listFindings(ctx, { twins: "yes" })).items.filter(({ accountUpn }) =>
			accountUpn?.startsWith("eve"),
		);

	expect(await test.db.findingTwin.findMany({ where: { findingId: old } })).toEqual([
		{ findingId: old, ofId: now },
	]);
	expect((await ofReport()).map(({ id }) => id).sort()).toEqual([old, now].sort());
	expect(await listFindings(ctx, { twins: "yes", text: "mallory" })).toMatchObject({ items: [] });
	const [check] = await checkFindings(test.db, WORKSPACE_ID);
	// With the one of the migration before, of which one was decided.
	expect(check).toMatchObject({ level: "warning", says: expect.stringMatching(/^2 clicks are stored/) });
	expect(check?.link?.href).toBe(`/findings?status=all&workspace=${WORKSPACE_ID}&twins=yes&sort=accountUpn`);

	const left = (await listFindings(ctx, { twins: "yes" })).items;
	await decide(ctx, {
		verdict: "triaged",
		ids: left.map(({ id }) => id),
		versions: Object.fromEntries(left.map(({ id, version }) => [id, version])),
	});
	expect(await checkFindings(test.db, WORKSPACE_ID)).toEqual([]);
	expect((await listFindings(ctx, { twins: "yes" })).items).toEqual([]);
});
