import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decide } from "@/lib/decisions/decide";
import type { Actor } from "@/lib/platform/context/actor";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, seedFindings, testContext } from "@/test/findings/fixtures";
import { getFinding } from "./get";
import { listFindings } from "./list";

let test: TestDatabase;
let kim: Actor;
beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
});
afterAll(() => test.drop());

const COLUMNS = [
	"AccountUpn",
	"ActionType",
	"AppName",
	"DetectionMethods",
	"IPAddress",
	"NetworkMessageId",
	"ReportId",
	"ThreatTypes",
	"Url",
	"UrlChain",
	"Workload",
];

describe("a row with hostile text in every column", () => {
	it.each([
		["a megabyte that does not compress", randomBytes(750_000).toString("base64")],
		["a megabyte of the widest characters", "李".repeat(350_000)],
		["a NUL", "a\0b"],
		["half a character", "a\ud800b"],
		["SQL", `'); DROP TABLE "Finding"; --`],
		["a wildcard", "%_\\"],
		["nothing but controls", "\r\n\t\u001b[31m"],
	])("%s: is stored beside the others, listed short and kept whole", async (name, text) => {
		const odd = clickRow(1, Object.fromEntries(COLUMNS.map((column) => [column, text])));
		const good = clickRow(2, { ReportId: `good ${name}` });
		expect(await seedFindings(test.db, [odd, good])).toMatchObject({ new: 2 });
		const ctx = testContext(test.db, kim);
		const { items } = await listFindings(ctx, { limit: 2, sort: "lastSeenAt" });
		expect(items).toHaveLength(2);
		expect(JSON.stringify(items).length).toBeLessThan(60_000);
		const stored = items.find((item) => item.accountUpn !== good.AccountUpn);
		const detail = await getFinding(ctx, stored?.id ?? "");
		const kept = String(detail.rows[0]?.AppName ?? detail.evidence[0]?.AppName);
		expect(kept.length).toBe(text.length);
		// Seen again, it is the same finding.
		expect(await seedFindings(test.db, [odd, good])).toMatchObject({ new: 0, seen: 2 });
	});
});

describe("input that is not text", () => {
	it.each(["a\0b", "a\ud800b"])("%j is refused with its field, not by the database", async (text) => {
		const ctx = testContext(test.db, kim);
		await expect(listFindings(ctx, { text })).rejects.toMatchObject({
			code: "invalid_input",
			places: [{ field: "text" }],
		});
		const { items } = await listFindings(ctx, { limit: 1 });
		const id = items[0]?.id ?? "";
		await expect(
			decide(ctx, { verdict: "triaged", note: text, ids: [id], versions: { [id]: 1 } }),
		).rejects.toMatchObject({ code: "invalid_input", places: [{ field: "note" }] });
	});
});
