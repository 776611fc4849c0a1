import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAttachment } from "@/lib/cases/attachments/add";
import { addComment } from "@/lib/cases/comments/add";
import { addTask } from "@/lib/cases/tasks/add";
import type { PersonActor } from "@/lib/platform/context/actor";
import { seedEscalated } from "@/test/cases/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, clickRow, testContext } from "@/test/findings/fixtures";
import type { TimelineEntry } from "./answers";
import { exportTimeline } from "./export";
import { listTimeline } from "./list";
import type { TimelineInput } from "./schema";

let test: TestDatabase;
let ada: PersonActor;
let caseId: string;
let findingIds: string[];
const ctx = () => testContext(test.db, ada);

async function all(input: TimelineInput): Promise<TimelineEntry[]> {
	const entries: TimelineEntry[] = [];
	let cursor: string | undefined;
	do {
		const page = await listTimeline(ctx(), caseId, { ...input, ...(cursor ? { cursor } : {}) });
		entries.push(...page.items);
		cursor = page.nextCursor ?? undefined;
	} while (cursor);
	return entries;
}

beforeAll(async () => {
	test = await createTestDatabase();
	ada = await addPerson(test.db, "Ada");
	const seeded = await seedEscalated(
		test.db,
		ada,
		Array.from({ length: 5 }, (_, n) => clickRow(n + 1)),
	);
	({ caseId, findingIds } = seeded);
	await addComment(ctx(), caseId, { body: "**Look** at https://evil.example/x" });
	await addTask(ctx(), caseId, { title: "Call" });
	await addAttachment(
		ctx(),
		caseId,
		{ name: "a.txt" },
		(async function* () {
			yield new TextEncoder().encode("evidence");
		})(),
	);
});
afterAll(() => test.drop());

describe("a case's timeline", () => {
	it("merges every source in order of time, with a count of each kind", async () => {
		const { items, counts, nextCursor } = await listTimeline(ctx(), caseId, { order: "asc" });
		expect(nextCursor).toBeNull();
		expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).sort());
		const kinds = new Map<string, TimelineEntry[]>();
		for (const item of items) kinds.set(item.kind, [...(kinds.get(item.kind) ?? []), item]);
		expect(counts).toEqual(Object.fromEntries([...kinds].map(([kind, each]) => [kind, each.length])));
		expect(kinds.get("evidence")?.map(({ at, findingId }) => [at, findingId])).toEqual(
			findingIds.map((id, n) => [new Date(Date.UTC(2026, 0, 1) + (n + 1) * 60_000).toISOString(), id]),
		);
		expect(kinds.get("decision")).toMatchObject([
			{ what: "escalated", by: "Ada", findings: 5, findingId: null },
		]);
		expect(kinds.get("comment")).toMatchObject([
			{ what: "commented", text: "**Look** at https://evil.example/x" },
		]);
		expect(kinds.get("task")).toMatchObject([{ what: "task_added", data: { title: "Call" } }]);
		expect(kinds.get("file")).toMatchObject([{ what: "attached", data: { name: "a.txt" } }]);
		expect(kinds.get("case")?.map(({ what }) => what)).toContain("created");
	});

	it.each(["asc", "desc"] as const)(
		"has the same entries however it is cut into pages (%s)",
		async (order) => {
			const whole = (await listTimeline(ctx(), caseId, { order })).items.map(({ key }) => key);
			expect(new Set(whole).size).toBe(whole.length);
			for (const limit of [1, 2, 3, 7]) {
				expect((await all({ order, limit })).map(({ key }) => key)).toEqual(whole);
			}
		},
	);

	it("shows only the requested kinds", async () => {
		const some = await all({ kind: ["task", "comment"], limit: 1 });
		expect(new Set(some.map(({ kind }) => kind))).toEqual(new Set(["task", "comment"]));
	});

	it("copes with evidence whose times are not times", async () => {
		const [first] = findingIds;
		const at = (TimeGenerated: unknown) => ({ TimeGenerated, Url: "https://x.example/" });
		const evidence = [
			at("2026-02-31T10:00:00Z"),
			at("2026-01-02T03:04:05.678Z"),
			at("2026-99-99T99:99:99Z"),
			at('\'; DROP TABLE "Case" --'),
			at(null),
			at(17),
		];
		await test.db.finding.update({ where: { id: String(first) }, data: { evidence: evidence as object[] } });
		const times = (await all({ kind: "evidence" }))
			.filter(({ findingId }) => findingId === first)
			.map(({ at }) => at);
		expect(times).toHaveLength(6);
		expect(times).toContain("2026-03-03T10:00:00.000Z");
		expect(times).toContain("2026-01-02T03:04:05.678Z");
		await test.db.finding.update({ where: { id: String(first) }, data: { evidence: {} } });
		expect((await all({ kind: "evidence" })).filter(({ findingId }) => findingId === first)).toHaveLength(1);
	});

	it("is exported in full, with URLs defanged", async () => {
		let csv = "";
		for await (const chunk of exportTimeline(ctx(), caseId, { format: "csv", order: "asc" })) csv += chunk;
		const lines = csv.trimEnd().split("\r\n");
		expect(lines[0]).toMatch(/^\ufefftime_utc,kind,what,by/);
		expect(csv).toContain("hxxps://phish-2[.]example/login");
		let json = "";
		for await (const chunk of exportTimeline(ctx(), caseId, { format: "json", order: "asc" })) json += chunk;
		expect(JSON.parse(json)).toHaveLength(lines.length - 1);
	});

	it("can't be read outside the workspace", async () => {
		const stranger = testContext(test.db, { ...ada, workspaces: ["elsewhere"] });
		await expect(listTimeline(stranger, caseId, {})).rejects.toMatchObject({ code: "not_found" });
		await expect(
			exportTimeline(stranger, caseId, { format: "csv", order: "asc" }).next(),
		).rejects.toMatchObject({
			code: "not_found",
		});
	});
});
