import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import type { AuditSearchInput } from "@/lib/platform/audit/schema";
import { type Actor, SYSTEM } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { verifyExport } from "@/test/audit/fixtures";
import { createTestDatabase, type TestDatabase } from "@/test/db/test-database";
import { addPerson, testContext } from "@/test/findings/fixtures";
import { auditChoices } from "./choices";
import { exportAudit } from "./export";
import { searchAudit } from "./search";
import { auditState } from "./state";
import { verifyAudit } from "./verify";

let test: TestDatabase;
let kim: Actor & { kind: "person" };
let lee: Actor & { kind: "person" };

const day = (n: number, hour = 12) => new Date(Date.UTC(2026, 4, n, hour));
const as = (actor: Actor, at = day(20)): Context => testContext(test.db, actor, () => at);
const record = (ctx: Context, ...entries: AuditEntry[]) =>
	test.db.$transaction((tx) => recordAudit(tx, ctx, entries));
const search = async (input: AuditSearchInput) =>
	(await searchAudit(as(kim), input)).items.map(({ seq }) => seq);

beforeAll(async () => {
	test = await createTestDatabase();
	kim = await addPerson(test.db, "Kim");
	lee = await addPerson(test.db, "Lee");
	await record(
		as(kim, day(1)),
		{ verb: "findings.decide", target: ["finding", "f1"], after: { note: "100%_sure" } },
		{ verb: "findings.decide", target: ["finding", "f2"], after: { note: "=cmd|' /C calc'!A0" } },
	);
	await record(
		{ ...as(SYSTEM, day(2)), requestId: "req-77" },
		{
			verb: "hunts.ingest",
			target: ["run", "r1"],
			after: { new: 3 },
		},
	);
	await record(as(lee, day(3)), {
		verb: "findings.undo",
		target: ["finding", "f1"],
		before: { note: 'said "maybe"\nor \\not' },
	});
	await record(as({ kind: "visitor" }, day(4)), {
		verb: "people.create",
		target: ["person", "p1"],
	});
});
afterAll(() => test.drop());

describe("searchAudit", () => {
	it.each<[AuditSearchInput, number[]]>([
		[{}, [5, 4, 3, 2, 1]],
		[{ order: "asc" }, [1, 2, 3, 4, 5]],
		[{ verb: "findings.decide,findings.undo" }, [4, 2, 1]],
		[{ kind: ["run", "person"] }, [5, 3]],
		[{ kind: "finding", target: "f1" }, [4, 1]],
		[{ actor: "system" }, [3]],
		[{ actor: ["visitor", "system"] }, [5, 3]],
		[{ from: day(2).toISOString(), to: day(4).toISOString() }, [4, 3]],
		[{ from: "2026-05-01T14:00:00+02:00", to: "2026-05-01T14:00:01+02:00" }, [2, 1]],
		[{ text: "KIM" }, [2, 1]],
		[{ text: "100%_SURE" }, [1]],
		[{ text: "%" }, []],
		[{ text: "maybe" }, [4]],
		[{ text: "decided" }, [2, 1]],
		[{ text: "afterclick" }, [3]],
		[{ text: '"maybe"\nor \\not' }, [4]],
		[{ text: "req-77" }, [3]],
		[{ text: "nothing like it" }, []],
	])("finds by %j", async (input, found) => {
		expect(await search(input)).toEqual(found);
	});

	it("finds by person", async () => {
		expect(await search({ actor: kim.id })).toEqual([2, 1]);
		expect(await search({ actor: [lee.id, "system"] })).toEqual([4, 3]);
	});

	it("shows who, what, and the values before and after", async () => {
		const { items } = await searchAudit(as(lee), { target: "f1", limit: 1 });
		expect(items[0]).toMatchObject({
			id: "4",
			at: day(3).toISOString(),
			actor: { kind: "person", id: lee.id, name: "Lee", verified: false },
			before: { note: 'said "maybe"\nor \\not' },
			after: null,
			hash: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
	});

	it("pages without overlap or gap in both directions", async () => {
		for (const order of ["asc", "desc"] as const) {
			const seen: number[] = [];
			let cursor: string | undefined;
			do {
				const page = await searchAudit(as(kim), { order, limit: 2, ...(cursor ? { cursor } : {}) });
				seen.push(...page.items.map(({ seq }) => seq));
				cursor = page.nextCursor ?? undefined;
			} while (cursor);
			expect(seen).toEqual(order === "asc" ? [1, 2, 3, 4, 5] : [5, 4, 3, 2, 1]);
		}
	});

	it.each([
		[{ from: "yesterday" }, "from"],
		[{ cursor: "x" }, "cursor"],
		[{ cursor: "-1" }, "cursor"],
		[{ limit: 0 }, "limit"],
		[{ order: "up" }, "order"],
		[{ text: "x".repeat(201) }, "text"],
	])("rejects %j and names the field", async (input, field) => {
		await expect(searchAudit(as(kim), input as never)).rejects.toMatchObject({
			code: "invalid_input",
			places: [expect.objectContaining({ field })],
		});
	});

	it("lists the available choices", async () => {
		expect(await auditChoices(as(kim))).toEqual({
			verbs: ["findings.decide", "findings.undo", "hunts.ingest", "people.create"],
			kinds: ["finding", "person", "run"],
			actors: [
				{ value: kim.id, name: "Kim" },
				{ value: lee.id, name: "Lee" },
				{ value: "system", name: "System" },
				{ value: "visitor", name: "Visitor" },
			],
		});
	});
});

describe("exportAudit", () => {
	const text = async (input: Parameters<typeof exportAudit>[1]) => {
		let all = "";
		for await (const chunk of (await exportAudit(as(kim), input)).chunks) all += chunk;
		return all;
	};

	it("writes JSON lines that can be verified", async () => {
		const bytes = Buffer.from(await text({}));
		const { head } = await exportAudit(as(kim), {});
		expect(await verifyExport(bytes, { expect: [head] })).toMatchObject({ outcome: "whole", rows: 5, head });
	});

	it("writes a part that can be verified row by row", async () => {
		const bytes = Buffer.from(await text({ kind: "finding" }));
		expect(await verifyExport(bytes, { partial: true })).toMatchObject({ outcome: "whole", rows: 3 });
		expect(await verifyExport(bytes)).toMatchObject({ broken: { kind: "deleted", seq: 3 } });
	});

	it("writes CSV in which nothing runs as a formula", async () => {
		const records = parse(await text({ format: "csv" }), { bom: true, columns: true }) as Record<
			string,
			string
		>[];
		expect(records).toHaveLength(5);
		expect(records[1]).toMatchObject({ seq: "2", actor_name: "Kim", target_id: "f2", before: "" });
		expect(JSON.parse(records[3]?.before as string)).toEqual({ note: 'said "maybe"\nor \\not' });
		expect(Object.values(records[1] as object).every((cell) => !/^[=+\-@]/.test(cell))).toBe(true);
	});
});

describe("verifyAudit and auditState", () => {
	it("verify the chain, record the verification, and say what protects it", async () => {
		expect(await auditState(as(kim))).toMatchObject({ head: { seq: 5 }, verification: null });
		const progress: number[] = [];
		const verdict = await verifyAudit(as(lee), { onProgress: ({ done }) => progress.push(done) });
		expect(verdict).toMatchObject({ outcome: "whole", rows: 5 });
		expect(progress).toEqual([5]);
		expect(await auditState(as(kim))).toMatchObject({
			head: { seq: 6 },
			verification: {
				seq: 6,
				by: { name: "Lee" },
				at: day(20).toISOString(),
				outcome: "whole",
				through: 5,
				hash: verdict.head.hash,
				stands: true,
			},
			protection: { triggers: true },
		});
	});

	it("record nothing when cancelled", async () => {
		const signal = AbortSignal.abort(new Error("gone"));
		await expect(verifyAudit(as(kim), { signal })).rejects.toThrow("gone");
		expect((await auditState(as(kim))).head?.seq).toBe(6);
	});
});

it("is not for visitors", async () => {
	const visitor = as({ kind: "visitor" });
	for (const call of [
		() => searchAudit(visitor, {}),
		() => exportAudit(visitor, {}),
		() => auditChoices(visitor),
		() => auditState(visitor),
		() => verifyAudit(visitor),
	]) {
		await expect(call()).rejects.toMatchObject({ code: "unauthenticated" });
	}
	expect((await searchAudit(as(SYSTEM), { limit: 1 })).items).toHaveLength(1);
});
