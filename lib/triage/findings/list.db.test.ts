import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decide } from "@/lib/decisions/decide";
import type { Actor } from "@/lib/platform/context/actor";
import type { Row } from "@/lib/sources/workspaces/client";
import { huntName } from "@/lib/triage/catalogue/catalogue";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import {
	addPerson,
	clickRow,
	HUNT_ID,
	seedFindings,
	testContext,
	WORKSPACE_ID,
} from "@/test/findings/fixtures";
import { exportFindings, exportInput } from "./export";
import { findingFacets } from "./facets";
import { listFindings, listSql } from "./list";
import { CLICK_KINDS, clickKind as clickOf } from "./rules";
import { FINDING_SORTS, type FindingListInput, type FindingSummary, findingListInput } from "./schema";
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
		"pages by %s %s without a gap or a duplicate",
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
		[
			{ user: " user3@contoso.example , USER4@contoso.example\t" },
			(f) => /^user[34]@/.test(f.accountUpn ?? ""),
		],
		[{ threat: "MALWARE" }, (f) => f.threatTypes.includes("Malware")],
		[{ workload: "teams" }, (f) => f.workload === "Teams"],
		[{ text: "hxxps://PHISH-2[.]example/login" }, (f) => f.url?.includes("phish-2.example") ?? false],
		[
			{ text: "user3 phish-2(dot)example" },
			(f) => /^user3@/.test(f.accountUpn ?? "") && /-2\./.test(f.url ?? ""),
		],
		[{ text: "mine phish-2" }, (f) => f.status === "benign" && /-2\./.test(f.url ?? "")],
		[{ text: "user3 quince" }, () => false],
		[{ hunt: `another,${HUNT_ID}` }, () => true],
		[{ workspace: `elsewhere,${WORKSPACE_ID}` }, () => true],
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
	])("rejects %j and names the field", async (input, field) => {
		await expect(listFindings(ctx(), input as FindingListInput)).rejects.toMatchObject({
			code: "invalid_input",
			places: [expect.objectContaining({ field: expect.stringContaining(field) })],
		});
	});

	it("rejects a cursor of another order", async () => {
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
		const went = open.filter(({ clickedThrough }) => clickedThrough === true).length;
		expect(facets.click["clicked-through"]).toBe(went);
		expect(facets.click["not-clicked-through"]).toBe(open.length - went);
		expect(facets.threat).toContainEqual({ value: "Phish", count: facets.matching });
	});
	it("counts zero without findings", async () => {
		const facets = await findingFacets(ctx(), { hunt: "another" });
		expect(facets).toMatchObject({ matching: 0, status: { new: 0 }, threat: [], workload: [] });
	});
});

describe("searchUsers", () => {
	it("suggests users that start with the text before those that contain it, with their counts", async () => {
		const users = await searchUsers(ctx(), { text: "User3" });
		expect(users[0]).toMatchObject({ key: "user3@contoso.example", upn: "user3@contoso.example" });
		expect(users[0]?.findings).toBe((await all({ user: "user3@contoso.example" })).length);
		expect(await searchUsers(ctx(), { text: "contoso" })).toHaveLength(7);
		expect(await searchUsers(ctx(), { text: "%" })).toEqual([]);
	});
});

describe("findings of every kind of click and from every source", () => {
	const row = (name: string, over: Partial<Row> = {}) =>
		clickRow(1, { ReportId: name, AccountUpn: "click@kinds.example", ...over });
	const user = "click@kinds.example";

	it("are filtered and counted by what the list shows of the click", async () => {
		const actions = [null, "ClickAllowed", "ClickBlocked", "ClickBlockedByTenantPolicy", "UrlErrorPage"];
		const flags = [true, false, null];
		await seedFindings(
			test.db,
			actions.flatMap((ActionType) =>
				flags.map((IsClickedThrough) =>
					row(`kind ${ActionType} ${IsClickedThrough}`, { ActionType, IsClickedThrough }),
				),
			),
		);
		const found = await all({ user });
		expect(found).toHaveLength(15);
		const { click } = await findingFacets(ctx(), { user: [user] });
		for (const kind of CLICK_KINDS) {
			const shown = found.filter((finding) => clickOf(finding) === kind).map(({ id }) => id);
			expect(new Set((await all({ user, click: kind })).map(({ id }) => id)), kind).toEqual(new Set(shown));
			expect(click[kind], kind).toBe(shown.length);
		}
		const nothing = await all({ user, click: "unknown" });
		expect(nothing.map(({ actionType, clickedThrough }) => [actionType, clickedThrough])).toEqual([
			[null, null],
		]);
	});

	it("count a threat type once, in whichever letter case it came", async () => {
		const other = { AccountUpn: "threat@kinds.example" };
		await seedFindings(test.db, [
			row("t1", { ...other, ThreatTypes: "phish" }),
			row("t2", { ...other, ThreatTypes: "PHISH, Zero-day" }),
			row("t3", { ...other, ThreatTypes: "Phish,zero-DAY" }),
		]);
		const { threat } = await findingFacets(ctx(), { user: ["threat@kinds.example"] });
		expect(threat.map(({ value, count }) => [value.toLowerCase(), count])).toEqual([
			["phish", 3],
			["zero-day", 2],
		]);
		expect(threat[0]?.value).toBe("Phish");
		expect(await all({ user: "threat@kinds.example", threat: "ZERO-DAY" })).toHaveLength(2);
	});

	it("are distinguished as sample data and own data", async () => {
		const sampled = { AccountUpn: "source@kinds.example" };
		await seedFindings(test.db, [row("s1", sampled)], new Date(), WORKSPACE_ID, { sample: true });
		await seedFindings(test.db, [row("s2", sampled)]);
		const of = async (sample: "yes" | "no") =>
			(await all({ user: "source@kinds.example", sample })).map((finding) => finding.sample);
		expect(await of("yes")).toEqual([true]);
		expect(await of("no")).toEqual([false]);
	});
});

describe("an IP address as a filter", () => {
	const owner = { AccountUpn: "address@kinds.example" };
	const found = async (ip: string) => (await all({ ip })).map(({ ipAddress }) => ipAddress).toSorted();

	it("finds every spelling of the address, and nothing that only looks like it", async () => {
		const stored = [
			"198.51.100.7",
			"::FFFF:198.51.100.7",
			"198.51.100.70",
			"2001:DB8:0:0a1f::0025",
			"no address",
		];
		await seedFindings(
			test.db,
			stored.map((IPAddress, n) => clickRow(n, { ...owner, ReportId: `address ${n}`, IPAddress })),
		);
		expect(await found("198.51.100.7")).toEqual(["198.51.100.7", "::FFFF:198.51.100.7"]);
		expect(await found("198[.]51[.]100[.]7")).toEqual(["198.51.100.7", "::FFFF:198.51.100.7"]);
		expect(await found("::ffff:198.51.100.70")).toEqual(["198.51.100.70"]);
		expect(await found("2001:db8::a1f:0:0:0:25,198.51.100.70")).toEqual([
			"198.51.100.70",
			"2001:DB8:0:0a1f::0025",
		]);
		const facets = await findingFacets(ctx(), { ip: ["198.51.100.7"] });
		expect(facets.matching).toBe(2);
		let csv = "";
		for await (const chunk of exportFindings(ctx(), exportInput.parse({ ip: "2001:db8:0:a1f::25" })))
			csv += chunk;
		expect(csv.trim().split("\r\n")).toHaveLength(2);
	});

	it("is looked up in its index", async () => {
		const plan = await test.db.$transaction(async (tx) => {
			await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
			const query = findingListInput.parse({ ip: "198.51.100.7" });
			return await tx.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN ${listSql(query, kim)}`;
		});
		expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("Finding_address_idx");
	});

	it("is refused when it is none", async () => {
		await expect(listFindings(ctx(), { ip: "203.0.113" })).rejects.toMatchObject({ code: "invalid_input" });
	});
});

describe("exportFindings", () => {
	it("contains hunt, case, message, report and app, and no live URL in any field", async () => {
		const mallory = "mallory@export.example";
		await seedFindings(test.db, [
			clickRow(1, { ReportId: "export-1", AccountUpn: mallory, AppName: "Outlook http://evil.example/app" }),
		]);
		const [finding] = await all({ user: mallory });
		await decide(ctx(), {
			verdict: "escalated",
			note: "=It led to HTTP://evil.example/x?u=https://other.example and \u202eftp://evil.example",
			ids: [finding?.id ?? ""],
			versions: { [finding?.id ?? ""]: 1 },
		});
		let csv = "";
		for await (const chunk of exportFindings(ctx(), exportInput.parse({ user: mallory }))) csv += chunk;
		expect(csv.startsWith("\ufeffid,")).toBe(true);
		expect(csv).not.toMatch(/(?:https?|ftp):\/\//i);
		const [row] = parse(csv, { columns: true, bom: true }) as Record<string, string>[];
		const link = await test.db.caseFinding.findFirstOrThrow({
			where: { findingId: finding?.id ?? "" },
			select: { case: { select: { number: true } } },
		});
		expect(row).toMatchObject({
			hunt_id: HUNT_ID,
			hunt: await huntName(HUNT_ID),
			case_number: String(link.case.number),
			network_message_id: "message-1",
			report_id: "export-1",
			app: "Outlook hxxp://evil[.]example/app",
			workload: "Email",
			note: "'=It led to hxxp://evil[.]example/x?u=hxxps://other[.]example and \\u{202e}fxp://evil[.]example",
		});
	});

	it("contains every matching finding, with URLs defanged and formulas inert", async () => {
		await seedFindings(test.db, [clickRow(900, { ReportId: "formula", AccountUpn: "=1+1@contoso.example" })]);
		let csv = "";
		for await (const chunk of exportFindings(ctx(), exportInput.parse({ hunt: undefined }))) csv += chunk;
		const total = await test.db.finding.count();
		const lines = csv.trim().split("\r\n");
		expect(lines).toHaveLength(total + 1);
		expect(csv).not.toMatch(/https?:\/\//);
		expect(csv).toContain("'=1+1@contoso.example");
		let json = "";
		for await (const chunk of exportFindings(ctx(), exportInput.parse({ format: "json" }))) json += chunk;
		expect(JSON.parse(json)).toHaveLength(total);
	});
});
