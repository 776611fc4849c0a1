import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/lib/db/test-database";
import type { Actor } from "@/lib/identity/actor";
import { decide } from "./decide";
import { exportFindings, exportInput } from "./export";
import { findingFacets } from "./facets";
import { addPerson, clickRow, seedFindings, testContext } from "./fixtures";
import { listFindings } from "./list";
import { FINDING_SORTS, type FindingListInput, type FindingSummary } from "./schema";
import { searchUsers } from "./users";

const TOTAL = 230;
let test: TestDatabase;
let kim: Actor;

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
	const rows = Array.from({ length: TOTAL }, (_, n) =>
		clickRow(n, {
			IsClickedThrough: n % 4 === 0 ? true : n % 4 === 1 ? null : false,
			ThreatTypes: n % 2 === 0 ? "Phish, Malware" : "Phish",
			// Many findings share a minute, so that the order rests on the id.
			TimeGenerated: new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 10) * 60_000).toISOString(),
		}),
	);
	await seedFindings(test.db, rows);
	const { items } = await listFindings(ctx(), { limit: 20 });
	await decide(ctx(), {
		verdict: "benign",
		reason: "other",
		note: "50% of_these \\ are mine",
		ids: items.map(({ id }) => id),
		versions: Object.fromEntries(items.map(({ id, version }) => [id, version])),
	});
});
afterAll(() => test.drop());

const ctx = () => testContext(test.db, kim);

async function all(input: FindingListInput): Promise<FindingSummary[]> {
	const found: FindingSummary[] = [];
	let cursor: string | undefined;
	do {
		const page = await listFindings(ctx(), { ...input, limit: 17, ...(cursor ? { cursor } : {}) });
		found.push(...page.items);
		cursor = page.nextCursor ?? undefined;
	} while (cursor);
	return found;
}

describe("listFindings", () => {
	it.each(FINDING_SORTS.flatMap((sort) => [[sort, "asc"] as const, [sort, "desc"] as const]))(
		"pages by %s %s without a gap or a double",
		async (sort, order) => {
			const found = await all({ sort, order });
			expect(new Set(found.map(({ id }) => id)).size).toBe(TOTAL);
			const read = (finding: FindingSummary) =>
				sort === "decidedAt" ? (finding.decision?.at ?? null) : String(finding[sort] ?? "");
			const values = found.map(read).filter((value) => value !== null);
			const sorted = [...values].sort();
			expect(values).toEqual(order === "asc" ? sorted : sorted.reverse());
			if (sort === "decidedAt") expect(found.slice(20).every(({ decision }) => decision === null)).toBe(true);
		},
	);

	it.each<[FindingListInput, (finding: FindingSummary) => boolean]>([
		[{ user: "USER3@contoso.example,user4@contoso.example" }, (f) => /^user[34]@/.test(f.accountUpn ?? "")],
		[{ status: "benign" }, (f) => f.status === "benign"],
		[{ status: ["new", "changed"] }, (f) => f.status === "new"],
		[{ threat: "Malware" }, (f) => f.threatTypes.includes("Malware")],
		[{ workload: "Teams" }, (f) => f.workload === "Teams"],
		[{ click: "clicked-through" }, (f) => f.clickedThrough === true],
		[{ click: "unknown,not-clicked-through" }, (f) => f.clickedThrough !== true],
		[{ from: "2026-01-01T00:10:00Z" }, (f) => f.eventAt >= "2026-01-01T00:10:00.000Z"],
		[{ to: "2026-01-01T00:10:00+01:00" }, (f) => f.eventAt < "2025-12-31T23:10:00.000Z"],
		[{ text: "PHISH-2.example" }, (f) => f.url?.includes("phish-2.example") ?? false],
		[{ text: "50% OF_these \\" }, (f) => f.status === "benign"],
		[{ text: "%" }, (f) => f.status === "benign"],
		[{ hunt: "another" }, () => false],
	])("filters by %j", async (input, matches) => {
		const everything = await all({});
		expect(new Set((await all(input)).map(({ id }) => id))).toEqual(
			new Set(everything.filter(matches).map(({ id }) => id)),
		);
	});

	it.each([
		[{ status: "open" }, "status"],
		[{ from: "yesterday" }, "from"],
		[{ limit: "0" }, "limit"],
		[{ limit: "1000" }, "limit"],
		[{ cursor: "nonsense" }, "cursor"],
		[{ sort: "password" }, "sort"],
	])("refuses %j and names the field", async (input, field) => {
		await expect(listFindings(ctx(), input as FindingListInput)).rejects.toMatchObject({
			code: "invalid_input",
			places: [expect.objectContaining({ field: expect.stringContaining(field) })],
		});
	});

	it("refuses a cursor of another order", async () => {
		const { nextCursor } = await listFindings(ctx(), { sort: "accountUpn" });
		await expect(
			listFindings(ctx(), { sort: "eventAt", cursor: nextCursor as string }),
		).rejects.toMatchObject({
			code: "invalid_input",
		});
	});
});

describe("findingFacets", () => {
	it("counts each facet without its own filter", async () => {
		const everything = await all({});
		const facets = await findingFacets(ctx(), { status: ["new"], click: ["clicked-through"] });
		const open = everything.filter(({ status }) => status === "new");
		const through = everything.filter(({ clickedThrough }) => clickedThrough === true);
		expect(facets.matching).toBe(open.filter(({ clickedThrough }) => clickedThrough === true).length);
		expect(facets.status.new).toBe(through.filter(({ status }) => status === "new").length);
		expect(facets.status.benign).toBe(through.filter(({ status }) => status === "benign").length);
		expect(facets.click.unknown).toBe(open.filter(({ clickedThrough }) => clickedThrough === null).length);
		expect(facets.threat).toContainEqual({ value: "Phish", count: facets.matching });
	});
	it("counts nothing as nothing", async () => {
		const facets = await findingFacets(ctx(), { hunt: "another" });
		expect(facets).toMatchObject({ matching: 0, status: { new: 0 }, threat: [], workload: [] });
	});
});

describe("searchUsers", () => {
	it("offers those who start with the text before those who contain it, with their counts", async () => {
		const users = await searchUsers(ctx(), { text: "User3" });
		expect(users[0]).toMatchObject({ key: "user3@contoso.example", upn: "user3@contoso.example" });
		expect(users[0]?.findings).toBe((await all({ user: "user3@contoso.example" })).length);
		expect(await searchUsers(ctx(), { text: "contoso" })).toHaveLength(7);
		expect(await searchUsers(ctx(), { text: "%" })).toEqual([]);
	});
});

describe("exportFindings", () => {
	it("gives every finding that matches, URLs defanged, formulas inert", async () => {
		await seedFindings(test.db, [clickRow(900, { ReportId: "formula", AccountUpn: "=1+1@contoso.example" })]);
		let csv = "";
		for await (const chunk of exportFindings(ctx(), exportInput.parse({ hunt: undefined }))) csv += chunk;
		const lines = csv.trim().split("\r\n");
		expect(lines).toHaveLength(TOTAL + 2);
		expect(csv).not.toMatch(/https?:\/\//);
		expect(csv).toContain("'=1+1@contoso.example");
		let json = "";
		for await (const chunk of exportFindings(ctx(), exportInput.parse({ format: "json" }))) json += chunk;
		expect(JSON.parse(json)).toHaveLength(TOTAL + 1);
	});
});
