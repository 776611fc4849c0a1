import { beforeAll, describe, expect, it } from "vitest";
import { runKql } from "@/test/kql/test-run";

// Loading parser and engine takes long on a busy machine, so it is not part of a test's time.
beforeAll(async () => void (await runKql("print 1")), 120_000);

describe("a text column compared with a number, and the other way round", () => {
	it.each([
		["s == 0", [true, false, false, false]],
		["s != 0", [false, true, true, true]],
		["0 == s", [true, false, false, false]],
		["s in (0, 50126)", [true, true, false, false]],
		["s !in (0, 50126)", [false, false, true, true]],
		["s in~ (0, 50126)", [true, true, false, false]],
		["s == -1.5", [false, false, true, false]],
		["s in (dynamic([0, 50126]))", [true, true, false, false]],
		["n == '3389'", [true, false, false, false]],
		["n != '3389'", [false, true, true, true]],
		["'3389' == n", [true, false, false, false]],
		["n in ('3389', '0x50')", [true, true, false, false]],
		["n !in ('3389', '80')", [false, false, true, true]],
		["n == 'https'", [false, false, false, null]],
		["n in ('https')", [false, false, false, false]],
		["r == '0.5'", [true, false, false, false]],
		["r in ('0.5', '2')", [true, true, false, false]],
		["n == '80.5'", [false, false, false, false]],
	])("%s", async (condition, expected) => {
		const table =
			'datatable(s:string, n:int, r:real)["0", 3389, 0.5, "50126", 80, 2.0, "-1.5", 0, 0.0, "", int(null), real(null)]';
		expect((await runKql(`${table} | project ${condition}`)).rows).toEqual(expected.map((value) => [value]));
	});

	it("applies to a name bound to a literal, and not between two columns", async () => {
		const { rows } = await runKql('let port = "3389";\nprint n = 3389 | project n == port');
		expect(rows).toEqual([[true]]);
		await expect(runKql('print s = "1", n = 1\n| where s == n')).rejects.toMatchObject({
			code: "query_refused",
			places: [{ line: 2 }],
		});
	});
});
