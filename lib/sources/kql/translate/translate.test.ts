import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/core/errors";
import { datetimeText } from "@/lib/sources/kql/runtime/datetime";
import { runKql } from "@/test/kql/test-run";

async function rows(kql: string): Promise<unknown[][]> {
	return (await runKql(kql)).rows;
}

async function row(kql: string): Promise<unknown[]> {
	const [first, ...rest] = await rows(kql);
	expect(rest).toEqual([]);
	return first ?? [];
}

async function refused(kql: string): Promise<AppError> {
	const error = await runKql(kql).then(
		() => null,
		(thrown: unknown) => thrown,
	);
	expect(error).toBeInstanceOf(AppError);
	expect((error as AppError).code).toBe("query_refused");
	return error as AppError;
}

describe("null values, as the documentation's table has them", () => {
	it("compares", async () => {
		const values = "datatable(val:int)[5, int(null)]";
		expect(
			await rows(`${values} | project val > 3, val > 3 or isnull(val), val == int(null), val != int(null)`),
		).toEqual([
			[true, true, false, true],
			[null, true, null, null],
		]);
		expect(
			await rows(`${values} | project val == 5, val != 5, not(val == 5), val in (5), val !in (5)`),
		).toEqual([
			[true, false, false, true, false],
			[false, true, true, false, true],
		]);
		expect(await rows(`${values} | where val != 5 | count`)).toEqual([[1n]]);
	});

	it("has no null strings", async () => {
		expect(await row('print s = "" | project isnull(s), isempty(s), strlen(tostring(int(null)))')).toEqual([
			false,
			true,
			0n,
		]);
		expect(
			await row(
				'print k = "a" | join kind=leftouter (datatable(k:string, s:string, n:int)[]) on k | project s, isempty(s), n',
			),
		).toEqual(["", true, null]);
	});
});

describe("bool against text and number", () => {
	it('reads "0" and "1", and null rows match !=', async () => {
		const values = "datatable(b:bool)[true, false, bool(null)]";
		expect(await rows(`${values} | project b != "0", b == "1", b != 0, b == 1, b == "true"`)).toEqual([
			[true, true, true, true, true],
			[false, false, false, false, false],
			[true, false, true, false, false],
		]);
	});

	it("rejects other texts, with their place", async () => {
		const error = await refused('print b = true\n| where b != "maybe"');
		expect(error.places).toEqual([
			{ line: 2, column: 9, message: 'A bool cannot be compared with the text "maybe".' },
		]);
	});
});

describe("has", () => {
	it.each([
		["Phish, Malware", "phish", true],
		["phishing", "phish", false],
		["a.phish-x", "PHISH", true],
		["éphish", "phish", false],
		["https://bing.com/x", "bing.com", true],
		["xbing.com", "bing.com", false],
		["a_b", "b", true],
		["100%", "%", true],
		["", "", true],
	])("%j has %j: %s, as literal and as column", async (text, term, expected) => {
		const [s, t] = [JSON.stringify(text), JSON.stringify(term)];
		expect(
			await row(
				`print s = ${s}, t = ${t} | project s has ${t}, s has t, s !has ${t}, s has_any (${t}), s has_any (dynamic([${t}]))`,
			),
		).toEqual([expected, expected, !expected, expected, expected]);
	});
});

describe("in", () => {
	it("means the same for a long list as for a short one", async () => {
		const long = [...Array.from({ length: 40 }, (_, index) => `"k${index}"`), '"B"'].join(", ");
		const values = 'datatable(s:string)["k3", "K3", "b", ""]';
		for (const list of ['"k3", "B"', long, `dynamic([${long}])`, "(datatable(x:string)['k3', 'B'])"]) {
			expect(
				await rows(`${values} | project s in (${list}), s !in (${list}), s in~ (${list}), s !in~ (${list})`),
			).toEqual([
				[true, false, true, false],
				[false, true, true, false],
				[false, true, true, false],
				[false, true, false, true],
			]);
		}
		const numbers = Array.from({ length: 40 }, (_, index) => index).join(", ");
		expect(
			await rows(
				`datatable(n:long)[3, long(null)] | summarize countif(n in (${numbers})), countif(n !in (${numbers}))`,
			),
		).toEqual([[1n, 1n]]);
	});
});

describe("time", () => {
	it("counts bins from 0001-01-01, a Monday", async () => {
		const [week, hour, timespan] = await row(
			"print bin(datetime(2026-01-10 13:14:15), 7d), bin(datetime(2026-01-10 13:14:15.7654321), 1h), bin(90m, 1h)",
		);
		expect(datetimeText(week as bigint)).toBe("2026-01-05T00:00:00.0000000Z");
		expect(datetimeText(hour as bigint)).toBe("2026-01-10T13:00:00.0000000Z");
		expect(timespan).toBe(36_000_000_000n);
	});

	it("keeps ticks of 100 ns", async () => {
		expect(
			await row(
				"print tostring(datetime(2017-10-30 01:02:03.7654321) + 1tick), tostring(endofday(datetime(2020-02-29)))",
			),
		).toEqual(["2017-10-30T01:02:03.7654322Z", "2020-02-29T23:59:59.9999999Z"]);
	});

	it("has no ingestion time", async () => {
		expect(await row("print isnull(ingestion_time())")).toEqual([true]);
	});

	it("uses the caller's now(), the same everywhere", async () => {
		expect(
			await row("print tostring(now()), ago(1d) == now() - 1d, now() == now(), startofday(now(), -1)"),
		).toEqual(["2026-01-10T00:00:00.0000000Z", true, true, 639_035_136_000_000_000n]);
	});

	it("reads ISO, American and RFC texts, and gives null for others", async () => {
		expect(
			await row(
				'print todatetime("2/25/2025 9:19:25.391 AM") == datetime(2025-02-25 09:19:25.391), todatetime("2025-02-25T09:19:25+02:00") == datetime(2025-02-25 07:19:25), todatetime("Sat, 8 Nov 14 15:05:02 GMT") == datetime(2014-11-08 15:05:02), todatetime("no date"), todatetime("2025-02-30")',
			),
		).toEqual([true, true, true, null, null]);
	});
});

describe("names", () => {
	it("distinguishes a from A", async () => {
		const { columns, rows: found } = await runKql(
			'datatable(a:string, A:string)["x", "Y"] | extend c = strcat(a, A) | project A, a, c',
		);
		expect(columns.map((column) => column.name)).toEqual(["A", "a", "c"]);
		expect(found).toEqual([["Y", "x", "xY"]]);
	});

	it("accepts names that are SQL keywords or contain quotes", async () => {
		const { columns, rows: found } = await runKql(
			`print ['select'] = 1, ['a"b; drop table x --'] = 2, ["it's"] = 3 | project-rename ['~1~x'] = ['select']`,
		);
		expect(columns.map((column) => column.name)).toEqual(["~1~x", 'a"b; drop table x --', "it's"]);
		expect(found).toEqual([[1n, 2n, 3n]]);
	});

	it("names unnamed columns as the service does", async () => {
		const { columns } = await runKql(
			"datatable(a:int, b:string)[1, 'x'] | summarize count(), max(a), dcount(b), make_set(b), arg_max(a, b), take_any(b) by b, bin(a, 2)",
		);
		expect(columns.map((column) => column.name)).toEqual([
			"b",
			"a",
			"count_",
			"max_a",
			"dcount_b",
			"set_b",
			"a1",
			"b1",
			"b2",
		]);
	});
});

describe("summarize", () => {
	const values =
		'datatable(k:string, v:int, t:datetime)["a", 1, datetime(2026-01-01), "a", 3, datetime(2026-01-02), "b", int(null), datetime(null)]';

	it("collects values, ignoring nulls", async () => {
		expect(
			await rows(
				`${values} | summarize count(), countif(v > 1), sum(v), min(v), max(v), make_list(v), dcount(v) by k | order by k asc`,
			),
		).toEqual([
			["a", 2n, 1n, 4n, 1, 3, "[1,3]", 2n],
			["b", 1n, 0n, 0n, null, null, "[]", 0n],
		]);
	});

	it("returns whole rows with arg_max and arg_min, also where all values are null", async () => {
		expect(
			await rows(`${values} | summarize arg_max(t, *) by k | project k, v, isnull(t) | order by k asc`),
		).toEqual([
			["a", 3, false],
			["b", null, true],
		]);
		expect(await rows(`${values} | summarize arg_min(t, v) by k | project k, v | order by k asc`)).toEqual([
			["a", 1],
			["b", null],
		]);
	});

	it("gives one row for no rows only without by", async () => {
		expect(await rows(`${values} | where false | summarize count(), sum(v)`)).toEqual([[0n, 0n]]);
		expect(await rows(`${values} | where false | summarize count() by k`)).toEqual([]);
	});

	it("computes with aggregates, and lists follow a sort", async () => {
		expect(await row(`${values} | summarize n = count() * 2 + countif(v > 0)`)).toEqual([8n]);
		expect(await row("range x from 1 to 4 step 1 | sort by x desc | summarize make_list(x)")).toEqual([
			"[4,3,2,1]",
		]);
	});
});

describe("join", () => {
	const left = 'let L = datatable(k:string, v:int)["a", 1, "b", 2, "b", 3, "c", 4];';
	const right = 'let R = datatable(k:string, w:int)["b", 10, "c", 20, "c", 30, "d", 40];';
	it.each([
		["", 3],
		["kind=innerunique", 3],
		["kind=inner", 4],
		["kind=leftouter", 5],
		["kind=rightouter", 5],
		["kind=fullouter", 6],
		["kind=leftsemi", 3],
		["kind=leftanti", 1],
		["kind=rightanti", 1],
		["kind=rightsemi", 3],
	])("%s", async (kind, count) => {
		expect(await row(`${left} ${right} L | join ${kind} R on k | count`)).toEqual([BigInt(count)]);
		expect(await row(`${left} ${right} L | join ${kind} R on $left.k == $right.k | count`)).toEqual([
			BigInt(count),
		]);
	});

	it("matches null keys that are no strings", async () => {
		const one = "datatable(k:int)[int(null), 1]";
		expect(await row(`${one} | join kind=inner (${one}) on k | count`)).toEqual([2n]);
	});

	it("looks up without repeating the key", async () => {
		const { columns } = await runKql(`${left} ${right} L | lookup R on k`);
		expect(columns.map((column) => column.name)).toEqual(["k", "v", "w"]);
	});
});

describe("dynamic", () => {
	const value =
		'print d = parse_json(\'{"Type":"Account","n":29,"x":null,"A.b":{"c":[1,2]},"q*":7,"B":true,"big":9007199254740993}\')';
	it("reads members and compares them", async () => {
		expect(
			await row(
				`${value} | project d.Type == "Account", d.n == 29, isnull(d.x), tostring(d["A.b"].c[-1]), tolong(d["q*"]), d.none == "x", d.none != "x", tobool(d.B), d.n in (29, 30), tolong(d.big)`,
			),
		).toEqual([true, true, true, "2", 7n, false, true, true, true, 9007199254740993n]);
	});

	it("expands, keeping a row for empty values", async () => {
		expect(
			await rows(
				"datatable(x:long, y:dynamic)[1, dynamic([1,2]), 2, dynamic([]), 3, dynamic(null)] | mv-expand with_itemindex=i y to typeof(long)",
			),
		).toEqual([
			[1n, 1n, 0n],
			[1n, 2n, 1n],
			[2n, null, 0n],
			[3n, null, 0n],
		]);
	});
});

describe("let, functions, union, order", () => {
	it("calls functions with values and tables", async () => {
		expect(
			await row("let a = 5; let f = (x:long, y:long = 1) { let z = x + a; z * y }; print f(1), f(y=2, x=1)"),
		).toEqual([6n, 12n]);
		expect(
			await rows("let f = (T:(x:long), n:long) { T | where x > n }; f((range x from 1 to 4 step 1), 2)"),
		).toEqual([[3n], [4n]]);
	});

	it("unites by name and type", async () => {
		const { columns, rows: found } = await runKql(
			"print a = 1 | union (print a = 'x', b = 2) | order by b asc",
		);
		expect(columns.map((column) => column.name)).toEqual(["a_long", "a_string", "b"]);
		expect(found).toEqual([
			[1n, "", null],
			[null, "x", 2n],
		]);
		expect(await row("union isfuzzy=true Missing, (print a = 1)")).toEqual([1n]);
	});

	it("puts nulls last descending and first ascending", async () => {
		const values = "datatable(v:int)[2, int(null), 1]";
		expect(await rows(`${values} | order by v`)).toEqual([[2], [1], [null]]);
		expect(await rows(`${values} | order by v asc`)).toEqual([[null], [1], [2]]);
		expect(await rows(`${values} | order by v asc nulls last`)).toEqual([[1], [2], [null]]);
		expect(await rows(`${values} | top 1 by v`)).toEqual([[2]]);
	});

	it("keeps the order through later operators", async () => {
		expect(
			await rows("range x from 1 to 5 step 1 | sort by x desc | where x != 3 | extend p = prev(x) | take 2"),
		).toEqual([
			[5n, null],
			[4n, 5n],
		]);
	});

	it("divides whole numbers to whole numbers, with remainders never negative", async () => {
		expect(await row("print 7 / 2, -7 / 2, 7.0 / 2, -14 % 12, 1d / 12h, 1 / 0")).toEqual([
			3n,
			-3n,
			3.5,
			10n,
			2,
			null,
		]);
	});
});

describe("refusals", () => {
	it.each([
		["print 1\n| evaluate bag_unpack(dynamic({}))", 2],
		["print x = 1\n| sample 3", 2],
		["print x = 1\n\n| extend y = rand()", 3],
		['externaldata(a:string)["https://example.com/x.csv"]', 1],
		["print a = 1\n| join kind=inner (print a = 1) on a\n| extend z = new_guid()", 3],
		["datatable(x:long)[1] | extend y = prev(x)", 1],
		["Nowhere | take 1", 1],
		["print x = ", 1],
		["let a = 1;", 1],
	])("%j", async (kql, line) => {
		const error = await refused(kql);
		expect(error.places[0]?.line).toBe(line);
		expect(error.message.length).toBeGreaterThan(10);
	});

	it("points at the call when the error is in a function's body", async () => {
		const error = await refused("let f = (x:long) {\n  hash(x)\n};\nprint f(1)");
		expect(error.places[0]).toMatchObject({ line: 4, column: 7 });
	});

	it("limits queries that grow exponentially through names", async () => {
		const lets = Array.from(
			{ length: 40 },
			(_, index) => `let x${index + 1} = strcat(x${index}, x${index});`,
		);
		expect((await refused(`let x0 = "aaaaaaaa"; ${lets.join("\n")} print x40`)).message).toContain(
			"too large",
		);
		expect((await refused(`print ${"(".repeat(900)}1${")".repeat(900)}`)).message).toMatch(/depth|deep/);
	});
});
