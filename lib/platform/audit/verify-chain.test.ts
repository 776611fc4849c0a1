import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportOf, sampleRows, verifyExport } from "@/test/audit/fixtures";
import { exportLine, GENESIS, hashOf, rowText, type SealedRow, seal } from "./chain";

const rows = sampleRows(60);
const whole = exportOf(rows);
const head = rows.at(-1) as SealedRow;
const row = (seq: number) => rows[seq - 1] as SealedRow;
const lines = () => whole.toString().split("\n");
const file = (edited: readonly string[]) => Buffer.from(edited.join("\n"));
/** The same row with other fields and a hash that fits them: as a person who knows the form would write it. */
const forged = (like: SealedRow, over: Partial<SealedRow>): SealedRow => {
	const changed = { ...like, ...over };
	return { ...changed, hash: hashOf(rowText(changed)) };
};
const renumbered = (some: readonly SealedRow[], by: number) =>
	some.map((one) => ({ ...one, seq: one.seq + by }));

describe("an export", () => {
	it("verifies as intact, with its head", async () => {
		expect(await verifyExport(whole)).toEqual({
			outcome: "whole",
			rows: 60,
			head: { seq: 60, hash: head.hash },
			anchored: 0,
			found: [],
		});
		expect(await verifyExport(exportOf([]))).toMatchObject({
			outcome: "whole",
			head: { seq: 0, hash: GENESIS },
		});
	});

	it("can be checked row by row without our code", () => {
		let previous = GENESIS;
		for (const line of lines().slice(0, 60)) {
			const said = JSON.parse(line);
			const bare = line.replace(/,"hash":"[0-9a-f]{64}"\}$/, "}");
			expect(createHash("sha256").update(bare).digest("hex")).toBe(said.hash);
			expect(said.previous).toBe(previous);
			previous = said.hash;
		}
	});

	it("keeps every form: these hashes never change", () => {
		const { hash: _, ...fields } = row(1);
		expect(hashOf(rowText({ ...fields, format: 1 }))).toBe(
			"a428718c40481619968929c6eff03d9819cf6b6cf31b7ae8c1083483a4c747a1",
		);
		expect(hashOf(rowText({ ...fields, format: 2, at: "2026-03-01T00:00:00.000000Z" }))).toBe(
			"735ea14bdb9b40fac39f496adf01d8d73ca81492ba642283b2027c548d992f22",
		);
	});

	it("names a changed row", async () => {
		for (const [from, to] of [
			['"benign"', '"triaged"'],
			['"Kim"', '"Lee"'],
			["2026-03-01T", "2026-03-02T"],
			['"requestId":"request-3"', '"requestId":null'],
			['"after":', '"after": '],
			['"count":4.5', '"count":4.50'],
		] as const) {
			const edited = lines();
			edited[3] = edited[3]?.replace(from, to) ?? "";
			expect(edited[3], from).not.toBe(lines()[3]);
			expect(await verifyExport(file(edited)), from).toMatchObject({
				outcome: "broken",
				rows: 3,
				broken: { kind: "changed", seq: 4, place: 4, reason: expect.stringContaining("was changed") },
			});
		}
	});

	it("names a changed row though its hash was recomputed", async () => {
		const other = forged(row(20), { actorName: "Somebody else" });
		expect(await verifyExport(exportOf(rows.with(19, other)))).toMatchObject({
			broken: { kind: "changed", seq: 20, place: 20, reason: expect.stringContaining("rewritten") },
		});
	});

	it("names a changed link, a changed hash, a changed number and an unreadable line", async () => {
		const place = async (edited: readonly SealedRow[]) => (await verifyExport(exportOf(edited))) as object;
		const link = forged(row(7), { previous: row(3).hash });
		expect(await place(rows.with(6, link))).toMatchObject({ broken: { kind: "changed", seq: 7 } });
		expect(await place(rows.with(6, { ...row(7), hash: row(8).hash }))).toMatchObject({
			broken: { kind: "changed", seq: 7 },
		});
		expect(await place(rows.with(6, { ...row(7), seq: 900 }))).toMatchObject({
			broken: { kind: "changed", seq: 7, reason: "Row 7 was given the number 900." },
		});
		const edited = lines();
		edited[6] = "nothing like a row";
		expect(await verifyExport(file(edited))).toMatchObject({ broken: { kind: "changed", seq: 7, place: 7 } });
	});

	it("names deleted rows, also when the rest was renumbered", async () => {
		expect(await verifyExport(exportOf(rows.toSpliced(9, 1)))).toMatchObject({
			rows: 9,
			broken: { kind: "deleted", seq: 10, reason: "Row 10 is missing: row 11 follows row 9." },
		});
		expect(await verifyExport(exportOf(rows.toSpliced(0, 3)))).toMatchObject({
			broken: { kind: "deleted", seq: 1, reason: "Rows 1 to 3 are missing: row 4 follows row 0." },
		});
		expect(
			await verifyExport(exportOf([...rows.slice(0, 9), ...renumbered(rows.slice(11), -2)])),
		).toMatchObject({ broken: { kind: "deleted", seq: 10 } });
	});

	it("names inserted rows: copies, inventions, and inventions that fit", async () => {
		expect(await verifyExport(exportOf(rows.toSpliced(12, 0, row(12))))).toMatchObject({
			broken: { kind: "inserted", seq: 12, place: 13, reason: "After row 12 stands a copy of row 12." },
		});
		const invented = { ...row(13), actorName: "Nobody" };
		expect(await verifyExport(exportOf(rows.toSpliced(12, 0, invented)))).toMatchObject({
			broken: { kind: "inserted", seq: 13, place: 13 },
		});
		const fits = forged(row(13), { actorName: "Nobody" });
		expect(await verifyExport(exportOf(rows.toSpliced(12, 0, fits)))).toMatchObject({
			broken: { kind: "inserted", seq: 13, place: 13, reason: expect.stringContaining("two rows 13") },
		});
		const shifted = [...rows.slice(0, 12), fits, ...renumbered(rows.slice(12), 1)];
		expect(await verifyExport(exportOf(shifted))).toMatchObject({
			broken: { kind: "inserted", seq: 13, place: 13 },
		});
		const edited = lines();
		edited.splice(12, 0, "");
		expect(await verifyExport(file(edited))).toMatchObject({ broken: { kind: "inserted", place: 13 } });
	});

	it("names reordered rows, also when they were renumbered", async () => {
		const swapped = rows.with(4, row(6)).with(5, row(5));
		expect(await verifyExport(exportOf(swapped))).toMatchObject({
			broken: { kind: "reordered", seq: 5, place: 5, reason: expect.stringContaining("place 6") },
		});
		const far = [...rows.slice(0, 4), ...rows.slice(5), row(5)];
		expect(await verifyExport(exportOf(far))).toMatchObject({ broken: { kind: "reordered", seq: 5 } });
		const disguised = rows.with(4, { ...row(6), seq: 5 }).with(5, { ...row(5), seq: 6 });
		expect(await verifyExport(exportOf(disguised))).toMatchObject({
			broken: { kind: "reordered", seq: 5, reason: expect.stringContaining("now has the number 6") },
		});
	});

	it("says what is wrong with its end", async () => {
		const all = lines();
		const without = [...all.slice(0, 58), ...all.slice(60)];
		expect(await verifyExport(file(without))).toMatchObject({
			broken: { kind: "deleted", seq: 59, reason: "Rows 59 to 60 are missing at the end." },
		});
		expect(await verifyExport(file(all.slice(0, 40)))).toMatchObject({
			broken: { kind: "changed", seq: 40 },
		});
		expect(await verifyExport(file([...all.slice(0, 40), ""]))).toMatchObject({
			broken: { kind: "deleted", seq: 41, reason: expect.stringContaining("no closing line") },
		});
		const [extra] = seal(head, [row(1)]);
		const appended = [...all.slice(0, 60), exportLine(extra as SealedRow), ...all.slice(60)];
		expect(await verifyExport(file(appended))).toMatchObject({ broken: { kind: "inserted", seq: 61 } });
		expect(await verifyExport(file([...all.slice(0, 61), all[5] as string, ""]))).toMatchObject({
			outcome: "broken",
		});
		expect(await verifyExport(Buffer.from(whole.toString().replaceAll("\n", "\r\n")))).toMatchObject({
			broken: { reason: expect.stringContaining("Windows") },
		});
	});

	it("that was cut off or rewritten and closed again is detected where a head was noted", async () => {
		const cut = exportOf(rows.slice(0, 40));
		expect(await verifyExport(cut)).toMatchObject({ outcome: "whole" });
		expect(await verifyExport(cut, { expect: [{ hash: head.hash }] })).toMatchObject({
			broken: { kind: "deleted", seq: 41 },
		});
		const rewritten = exportOf([...rows.slice(0, 49), ...seal(row(49), rows.slice(50))]);
		expect(await verifyExport(rewritten)).toMatchObject({ outcome: "whole" });
		expect(await verifyExport(rewritten, { expect: [{ seq: 55, hash: row(55).hash }] })).toMatchObject({
			broken: { kind: "changed", seq: 55 },
		});
		expect(
			await verifyExport(whole, { expect: [{ hash: row(40).hash }, { seq: 60, hash: head.hash }] }),
		).toMatchObject({ outcome: "whole", found: [{ seq: 40 }, { seq: 60 }] });
	});

	it("of a part verifies each row when requested, and otherwise that none is missing in between", async () => {
		const part = rows.filter(({ verb }) => verb === "findings.decide");
		const closing = lines()[60]?.replace('"rows":60', `"rows":${part.length}`) as string;
		const bytes = file([...part.map(exportLine), closing, ""]);
		expect(await verifyExport(bytes)).toMatchObject({ broken: { kind: "deleted", seq: 5 } });
		expect(await verifyExport(bytes, { partial: true })).toMatchObject({
			outcome: "whole",
			rows: part.length,
		});
		const edited = Buffer.from(bytes.toString().replace('"benign"', '"triaged"'));
		expect(await verifyExport(edited, { partial: true })).toMatchObject({
			broken: { kind: "changed", seq: 1 },
		});
		const fewer = file([...part.slice(1).map(exportLine), closing, ""]);
		expect(await verifyExport(fewer, { partial: true })).toMatchObject({ broken: { kind: "deleted" } });
		const swapped = file([...part.with(0, row(2)).with(1, row(1)).map(exportLine), closing, ""]);
		expect(await verifyExport(swapped, { partial: true })).toMatchObject({
			broken: { kind: "reordered", seq: 1 },
		});
	});
});

describe("any edit of an export is found", () => {
	const broken = async (bytes: Uint8Array) => (await verifyExport(bytes)).outcome === "broken";
	const offset = fc.nat(whole.length - 1);

	it("of bytes", async () => {
		await fc.assert(
			fc.asyncProperty(offset, fc.nat(40), fc.uint8Array({ maxLength: 40 }), async (at, removed, put) => {
				const edited = Buffer.concat([whole.subarray(0, at), put, whole.subarray(at + removed)]);
				fc.pre(!edited.equals(whole));
				return broken(edited);
			}),
			{ numRuns: 1_500 },
		);
	});

	it("of a single bit, and of a cut anywhere", async () => {
		await fc.assert(
			fc.asyncProperty(offset, fc.nat(7), async (at, bit) => {
				const edited = Buffer.from(whole);
				edited[at] = (edited[at] as number) ^ (1 << bit);
				return (await broken(edited)) && (await broken(whole.subarray(0, at)));
			}),
			{ numRuns: 800 },
		);
	});

	it("of lines: any arrangement of them that is not the one recorded", async () => {
		const all = lines().slice(0, 61);
		const some = fc.array(fc.nat(60), { minLength: 1, maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(some, some, fc.constantFrom("delete", "copy", "swap"), async (from, to, edit) => {
				const edited = [...all];
				for (const [index, place] of from.entries()) {
					const target = (to[index % to.length] ?? 0) % edited.length;
					const source = place % edited.length;
					if (edit === "delete" && edited.length > 1) edited.splice(source, 1);
					else if (edit === "copy") edited.splice(target, 0, edited[source] as string);
					else [edited[source], edited[target]] = [edited[target] as string, edited[source] as string];
				}
				fc.pre(edited.join() !== all.join());
				return broken(file([...edited, ""]));
			}),
			{ numRuns: 1_000 },
		);
	});

	it("of a field, with its row's hash recomputed or not", async () => {
		const field = fc.constantFrom(
			"at",
			"actorId",
			"actorName",
			"verb",
			"targetId",
			"requestId",
			"before",
			"after",
		);
		await fc.assert(
			// The closing line reveals a last row that was rewritten with its hash.
			fc.asyncProperty(
				fc.integer({ min: 1, max: 60 }),
				field,
				fc.jsonValue(),
				fc.boolean(),
				async (seq, name, value, fit) => {
					const like = row(seq);
					const changed = { ...like, [name]: JSON.stringify(value) };
					fc.pre(rowText(changed) !== rowText(like));
					const edited = lines();
					edited[seq - 1] = exportLine(fit ? forged(like, changed) : changed);
					return broken(file(edited));
				},
			),
			{ numRuns: 500 },
		);
	});
});
