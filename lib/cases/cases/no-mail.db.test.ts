import { afterAll, beforeAll, expect, it } from "vitest";
import { composeReport } from "@/lib/cases/report/compose";
import { readForReport } from "@/lib/cases/report/read";
import { AppError } from "@/lib/core/errors";
import type { PersonActor } from "@/lib/platform/context/actor";
import { Prisma } from "@/lib/platform/db/generated/client.ts";
import { getFinding } from "@/lib/triage/findings/get";
import { listFindings } from "@/lib/triage/findings/list";
import { mailId } from "@/lib/triage/findings/mail-rules";
import { mailKeySql } from "@/lib/triage/findings/mail-sql";
import { seedClicks, seedEscalated } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import { addEntity } from "./add-entity";
import { findLikely } from "./find-likely";
import { listEntities } from "./list-entities";
import { searchCases } from "./search";

const ZERO = "00000000-0000-0000-0000-000000000000";
let test: TestDatabase;
let ada: PersonActor;
let next = 9_000;
const ctx = () => testContext(test.db, ada);
/** A Teams click of one person on a host of their own. */
const teams = (mail: string | null) => {
	const n = ++next;
	return clickRow(n, {
		NetworkMessageId: mail,
		Workload: "Teams",
		AccountUpn: `teams${n}@contoso.example`,
		Url: `https://teams-${n}.example/`,
		UrlChain: `["https://teams-${n}.example/"]`,
		IPAddress: `203.0.113.${n % 250}`,
	});
};

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
});
afterAll(() => test.drop());

it("clicks without a mail have nothing in common: no case, no group, no entity, no hit in the search", async () => {
	const { caseId, findingIds } = await seedEscalated(test.db, ada, [
		teams(ZERO),
		teams(`{${ZERO}}`),
		teams(""),
	]);
	const others = await seedClicks(test.db, [teams(ZERO), teams(ZERO), teams(" ")]);
	const likely = await findLikely(ctx(), { findingIds: others.slice(0, 1) });
	expect(likely).toMatchObject({ cases: [], groups: [], suggested: null });
	const { items } = await listEntities(ctx(), caseId);
	expect(items.filter(({ kind }) => kind === "mail")).toEqual([]);
	expect((await searchCases(ctx(), { text: ZERO })).cases).toEqual([]);
	expect((await searchCases(ctx(), { text: ZERO })).findings).toEqual([]);
	expect((await listFindings(ctx(), { text: ZERO })).items).toEqual([]);
	expect((await getFinding(ctx(), String(findingIds[0]))).networkMessageId).toBeNull();
});

it("is left out where it was stored before, too", async () => {
	const { caseId, findingIds } = await seedEscalated(test.db, ada, [teams(null), teams(null)]);
	const [other] = await seedClicks(test.db, [teams(null)]);
	const ids = [...findingIds, String(other)];
	await test.db.finding.updateMany({ where: { id: { in: ids } }, data: { networkMessageId: ZERO } });
	await test.db.caseEntity.create({
		data: { caseId, kind: "mail", value: ZERO, key: ZERO, addedAt: new Date(), addedByName: "Ada" },
	});
	expect(await findLikely(ctx(), { findingIds: [String(other)] })).toMatchObject({ cases: [], groups: [] });
	const { items } = await listEntities(ctx(), caseId);
	expect(items.filter(({ kind }) => kind === "mail")).toEqual([]);
	const source = await test.db.$transaction((tx) => readForReport(tx, { id: caseId }));
	if (source === null) throw new Error("The case is there.");
	const report = composeReport(source, { at: new Date(), by: "Ada" });
	expect(JSON.stringify(report)).not.toContain(ZERO);
	expect((await getFinding(ctx(), String(other))).networkMessageId).toBeNull();
});

it("can’t be added to a case by hand", async () => {
	const { caseId } = await seedEscalated(test.db, ada, [teams("a-mail")]);
	const refused = await addEntity(ctx(), caseId, { kind: "mail", value: ZERO }).catch((error) => error);
	expect(refused).toBeInstanceOf(AppError);
	expect(refused).toMatchObject({ code: "invalid_input", places: [{ field: "value" }] });
	await addEntity(ctx(), caseId, { kind: "mail", value: "another-mail" });
});

it("is read the same from a column as from text", async () => {
	const ids = [
		null,
		"",
		" ",
		ZERO,
		` ${ZERO}`,
		`{${ZERO}}`,
		"0",
		"Mail-1",
		" Mail-1 ",
		ZERO.replace(/0$/, "a"),
	];
	const rows = await test.db.$queryRaw<{ mail: string | null }[]>`
		SELECT ${mailKeySql(Prisma.raw('"id"'))} AS "mail"
		FROM unnest(${ids}::text[]) WITH ORDINALITY AS t("id", n) ORDER BY n`;
	expect(rows.map(({ mail }) => mail)).toEqual(ids.map((id) => mailId(id)?.toLowerCase() ?? null));
});
