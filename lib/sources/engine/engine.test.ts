import { fork } from "node:child_process";
import { readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { stringLiteral } from "@/lib/sources/kql/literals";
import { until } from "@/test/until";
import { clicks, TestWorkspace } from "@/test/workspaces/test-workspace";
import { LocalEngine } from "./engine";

interface Body {
	tables?: { name: string; columns: { name: string; type: string }[]; rows: unknown[][] }[];
	statistics?: { query: { executionTime: number; inputDatasetStatistics: { rows: { scanned: number } } } };
	error?: { code: string; message: string; innererror?: Record<string, unknown> };
}

const NOW = new Date("2026-01-10T00:00:00Z");
let workspace: TestWorkspace;
let engine: LocalEngine;

async function ask(kql: string, on: LocalEngine = engine, timespan?: { from: Date; to: Date }) {
	const answer = await on.query({ kql, ...(timespan ? { timespan } : {}) });
	const body = JSON.parse(answer.body) as Body;
	return {
		status: answer.status,
		body,
		rows: body.tables?.[0]?.rows ?? [],
		columns: body.tables?.[0]?.columns ?? [],
	};
}

/** Two tables crossed: minutes of work, whatever the machine. */
const ENDLESS =
	"range x from 1 to 300000 step 1 | extend k = 1 | join kind=inner (range y from 1 to 300000 step 1 | extend k = 1) on k | summarize sum(x * y % 7)";

async function alive(pid: number | undefined): Promise<boolean> {
	try {
		if (pid === undefined) return false;
		process.kill(pid, 0);
		// A child that has ended but is not yet reaped still answers signals; /proc shows its state.
		const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
		return process.platform !== "linux" || (stat !== "" && !/\) Z /.test(stat));
	} catch {
		return false;
	}
}

beforeAll(async () => {
	workspace = await TestWorkspace.create();
	await workspace.add("UrlClickEvents", clicks(5000));
	engine = new LocalEngine({ directory: workspace.directory, now: () => NOW });
}, 60_000);

afterAll(async () => {
	await engine.close();
	await workspace.remove();
});

describe("answers", () => {
	it("runs the seed hunt verbatim, null rows and all", async () => {
		const hunt = parse(await readFile("hunts/user-clicked-through-events.yaml", "utf8")) as { query: string };
		const { status, rows, columns } = await ask(hunt.query);
		expect(status).toBe(200);
		expect(columns).toEqual([
			{ name: "ReportId", type: "string" },
			{ name: "IsClickedThrough", type: "bool" },
			{ name: "AccountUpn", type: "string" },
			{ name: "NetworkMessageId", type: "string" },
			{ name: "ThreatTypes", type: "string" },
		]);
		// By hand: every tenth has the term Phish; of these, those allowed, or clicked through, or unknown.
		const expected = Array.from({ length: 5000 }, (_, n) => n).filter(
			(n) => n % 10 === 0 && (n % 3 === 0 || n % 4 !== 1),
		);
		expect(new Set(rows.map((row) => row[0]))).toEqual(new Set(expected.map((n) => `r${n}`)));
		expect(rows.find((row) => row[0] === "r10")).toEqual([
			"r10",
			null,
			"user10@contoso.com",
			"mail10",
			"Phish, Malware",
		]);
	});

	it("fetches evidence for thousands of ids", async () => {
		const ids = Array.from({ length: 3000 }, (_, index) => `r${index * 3}`);
		const { rows, body } = await ask(
			`UrlClickEvents\n| where ReportId in (${ids.map(stringLiteral).join(", ")})`,
		);
		expect(rows).toHaveLength(1667);
		expect(body.statistics?.query.inputDatasetStatistics.rows.scanned).toBe(5000);
		expect(body.statistics?.query.executionTime).toBeGreaterThan(0);
	});

	it("writes every type as the service does", async () => {
		const { rows, columns } = await ask(
			'print b = true, i = int(5), l = 9007199254740993, r = 1.5, nan = real(nan), s = "a\\"b\\u2028", t = datetime(2026-01-01 10:00:00.1234567), ts = 1.02:03:04.5, d = dynamic({"k":[1,"x"]}), g = guid(74be27de-1e4e-49d9-b579-fe0b331d3642), dec = decimal(1.25), n = long(null), dn = dynamic(null)'.replace(
				"1.02:03:04.5",
				"time(1.02:03:04.5)",
			),
		);
		expect(columns.map((column) => column.type)).toEqual([
			"bool",
			"int",
			"long",
			"real",
			"real",
			"string",
			"datetime",
			"timespan",
			"dynamic",
			"guid",
			"decimal",
			"long",
			"dynamic",
		]);
		expect(rows[0]).toEqual([
			true,
			5,
			Number("9007199254740993"),
			1.5,
			"NaN",
			'a"b\u2028',
			"2026-01-01T10:00:00.1234567Z",
			"1.02:03:04.5000000",
			'{"k":[1,"x"]}',
			"74be27de-1e4e-49d9-b579-fe0b331d3642",
			"1.25",
			null,
			null,
		]);
		const raw = await engine.query({ kql: "print 9007199254740993" });
		expect(raw.body).toContain("[[9007199254740993]]");
	});

	it("cuts tables to the time span, half-open", async () => {
		const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
		const count = async (timespan: { from: Date; to: Date }) =>
			(await ask("UrlClickEvents | count", engine, timespan)).rows[0]?.[0];
		expect(await count(span("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"))).toBe(60);
		expect(await count(span("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"))).toBe(0);
		const { rows } = await ask(
			"UrlClickEvents | where TimeGenerated >= datetime(2026-01-01 00:00:30) | count",
			engine,
			span("2026-01-01T00:00:00Z", "2026-01-01T00:01:00Z"),
		);
		expect(rows).toEqual([[30]]);
	});

	it("answers 400 with line, position and token for a query it can't run", async () => {
		const syntax = await ask("UrlClickEvents\n| where (");
		expect(syntax).toMatchObject({
			status: 400,
			body: { error: { code: "BadArgumentError", innererror: { code: "SyntaxError", line: 2 } } },
		});
		const semantic = await ask("UrlClickEvents\n| where Nope == 1");
		expect(semantic.body.error?.innererror).toMatchObject({
			code: "SemanticError",
			line: 2,
			pos: 8,
			token: "Nope",
		});
		const refusal = await ask("UrlClickEvents | sample 5");
		expect(refusal).toMatchObject({
			status: 400,
			body: { error: { innererror: { code: "SemanticError", line: 1, pos: 17 } } },
		});
	});

	it("cuts off at 500,000 rows and says so", async () => {
		const { status, rows, body } = await ask("range x from 1 to 500001 step 1");
		expect(status).toBe(200);
		expect(rows).toHaveLength(500_000);
		expect(body.error?.code).toBe("PartialError");
		expect(JSON.stringify(body.error)).toContain("E_QUERY_RESULT_SET_TOO_LARGE");
		const whole = await ask("range x from 1 to 500000 step 1");
		expect(whole.rows).toHaveLength(500_000);
		expect(whole.body.error).toBeUndefined();
	});

	it("cuts off at 64 MB and says so", async () => {
		const { body, rows } = await ask(
			'range x from 1 to 200000 step 1 | extend t = strcat_array(repeat("0123456789", 100), "")',
		);
		expect(body.error?.code).toBe("PartialError");
		expect(rows.length).toBeLessThan(80_000);
		expect(rows.length).toBeGreaterThan(50_000);
	});

	it("sees rows added by an import, and tables added later", async () => {
		const own = await TestWorkspace.create();
		const reader = new LocalEngine({ directory: own.directory });
		try {
			expect((await ask("UrlClickEvents | count", reader)).status).toBe(400);
			expect(await reader.tables()).toEqual([]);
			await own.add("UrlClickEvents", clicks(10));
			expect((await ask("UrlClickEvents | count", reader)).rows).toEqual([[10]]);
			await own.add("UrlClickEvents", clicks(5, "later"));
			expect((await ask("UrlClickEvents | where ReportId startswith 'later' | count", reader)).rows).toEqual([
				[5],
			]);
			await own.add("Own_CL", "SELECT 'x' AS Name, '{\"a\":1}' AS Bag, 'no json' AS Odd", {
				name: "Own_CL",
				columns: [
					{ name: "Name", type: "string" },
					{ name: "Bag", type: "dynamic" },
					{ name: "Odd", type: "dynamic" },
					{ name: "Absent", type: "long" },
				],
			});
			expect((await ask("Own_CL | project Name, Bag.a, Odd, Absent", reader)).rows).toEqual([
				["x", "1", '"no json"', null],
			]);
			await rm(path.join(own.directory, "tables", "UrlClickEvents", "000001-0000.parquet"));
			const broken = await ask("UrlClickEvents | count", reader);
			expect(broken).toMatchObject({ status: 500, body: { error: { code: "InternalServerError" } } });
			expect((await ask("print 1", reader)).status).toBe(500);
			expect(await reader.tables()).toMatchObject([
				{ schema: { name: "UrlClickEvents" }, rows: 15, oldest: "2026-01-01T00:00:00.000Z" },
				{ schema: { name: "Own_CL" }, rows: 1 },
			]);
		} finally {
			await reader.close();
			await own.remove();
		}
	});
});

describe("limits", () => {
	it("stops at the time limit, and the next query runs", async () => {
		const impatient = new LocalEngine({ directory: workspace.directory, timeoutMs: 4000 });
		try {
			expect((await ask("print 1", impatient)).status).toBe(200);
			const child = impatient.pid;
			const { status, body } = await ask(ENDLESS, impatient);
			expect(status).toBe(504);
			expect(body.error?.code).toBe("GatewayTimeout");
			expect((await ask("print 1", impatient)).rows).toEqual([[1]]);
			expect(impatient.pid).toBe(child);
		} finally {
			await impatient.close();
		}
	});

	it("cancels running and waiting queries when their signal fires", async () => {
		const controllers = [1, 2, 3].map(() => new AbortController());
		const queries = controllers.map(({ signal }) => engine.query({ kql: ENDLESS, signal }));
		// One owner runs two at a time. Another's query that was asked after them and is answered shows that two run.
		await engine.query({ kql: "print 1", owner: "ben" });
		for (const controller of controllers) controller.abort();
		for (const query of queries) await expect(query).rejects.toMatchObject({ name: "AbortError" });
		expect((await ask("print 1")).rows).toEqual([[1]]);
		await expect(engine.query({ kql: "print 1", signal: AbortSignal.abort() })).rejects.toMatchObject({
			name: "AbortError",
		});
	});

	it("answers one owner while another's queries run without end", async () => {
		const stop = new AbortController();
		const ended: string[] = [];
		const endless = Array.from({ length: 6 }, () =>
			engine
				.query({ kql: ENDLESS, owner: "ada", signal: stop.signal })
				.catch((error: unknown) => void ended.push((error as Error).name)),
		);
		const { body } = await engine.query({ kql: "print 1", owner: "ben" });
		expect(JSON.parse(body)).toMatchObject({ tables: [{ rows: [[1]] }] });
		const again = await engine.query({ kql: "UrlClickEvents | count", owner: "cyd" });
		expect(JSON.parse(again.body)).toMatchObject({ tables: [{ rows: [[5000]] }] });
		expect(ended).toEqual([]);
		stop.abort();
		await Promise.all(endless);
		expect(ended).toEqual(Array(6).fill("AbortError"));
	});

	it.each([
		[
			"a list of a hundred million numbers",
			"range x from 1 to 100000000 step 1 | summarize l = make_list(tostring(x)) | project array_length(l)",
		],
		[
			"texts that double",
			`print s = "0123456789abcdef" ${Array.from({ length: 30 }, () => "| extend s = strcat(s, s)").join(" ")} | project strlen(s)`,
		],
		[
			"many distinct keys",
			"range x from 1 to 100000000 step 1 | summarize count() by k = strcat('a long enough key for each row ', x) | count",
		],
	])(
		"survives %s",
		async (_, kql) => {
			const small = new LocalEngine({
				directory: workspace.directory,
				memoryLimitMb: 256,
				timeoutMs: 60_000,
			});
			try {
				const { status, body } = await ask(kql, small);
				expect(status).toBe(400);
				expect(body.error?.innererror?.code).toBe("E_RUNAWAY_QUERY");
				expect((await ask("UrlClickEvents | count", small)).rows).toEqual([[5000]]);
			} finally {
				await small.close();
			}
		},
		90_000,
	);

	it("caps range(), as the service does", async () => {
		expect((await ask("print array_length(range(1, 1000000000))")).rows).toEqual([[1_048_576]]);
		expect((await ask("range x from 1 to 1000000000000 step 1 | count")).status).toBe(400);
	});

	it("loses only the query that killed the child", async () => {
		const own = new LocalEngine({ directory: workspace.directory, timeoutMs: 60_000 });
		try {
			await ask("print 1", own);
			const slow = own.query({ kql: ENDLESS });
			const other = own.query({ kql: "range x from 1 to 30000000 step 1 | summarize sum(x % 7)" });
			process.kill(own.pid ?? 0, "SIGKILL");
			// Both ran when the child died: each is tried again by itself.
			expect(JSON.parse((await Promise.race([slow, other])).body)).toMatchObject({
				tables: [{ rows: [[89999997]] }],
			});
		} finally {
			await own.close();
		}
	});
});

describe("isolation", () => {
	it("reaches no file through KQL", async () => {
		const secret = path.join(workspace.directory, "secret.csv");
		await writeFile(secret, "secret\n1\n");
		const attempts = [
			`externaldata(secret:string)[${stringLiteral(secret)}]`,
			`['${secret}']`,
			`table('${secret}')`,
			`["read_csv('${secret}')"]`,
			`UrlClickEvents | invoke read_csv('${secret}')`,
			`evaluate http_request('file://${secret}')`,
			"['read_parquet(\"/etc/*\")']",
			"duckdb_settings | take 1",
			"sqlite_master",
			"['information_schema.tables']",
			`inline_external_table(secret:string) kind=storage dataformat=csv (h@'${secret}')`,
			"print x = \"'); COPY (SELECT 1) TO '/tmp/out.csv'; --\"",
			"print ['\" FROM read_csv(''/etc/passwd''); --'] = 1",
		];
		for (const kql of attempts) {
			const answer = await engine.query({ kql });
			expect(answer.body).not.toContain("root:");
			if (kql.startsWith("print")) expect(answer.status).toBe(200);
			else expect(answer.status, kql).toBe(400);
		}
	});

	it("gives the child process no environment variables", async () => {
		const environment = await readFile(`/proc/${engine.pid}/environ`, "utf8").catch(() => "");
		expect(environment.split("\0").filter((entry) => /^(DATABASE_URL|PATH|HOME)=/.test(entry))).toEqual([]);
	});

	it("ends with its parent, even one that is killed", async () => {
		const script = path.join(workspace.directory, "parent.ts");
		const engineFile = path.join(process.cwd(), "lib/sources/engine/engine.ts");
		await writeFile(
			script,
			`import { LocalEngine } from ${JSON.stringify(engineFile)};
			const engine = new LocalEngine({ directory: ${JSON.stringify(workspace.directory)} });
			engine.query({ kql: "print 1" }).then(() => {
				engine.query({ kql: ${JSON.stringify(ENDLESS)} });
				process.send!(engine.pid);
			});`,
		);
		const parent = fork(script, [], { execArgv: ["--import", "tsx"] });
		const child = await new Promise<number>((resolve) =>
			parent.once("message", (pid) => resolve(pid as number)),
		);
		expect(await alive(child)).toBe(true);
		parent.kill("SIGKILL");
		await until(async () => !(await alive(child)), "the engine ends with its parent");
	});

	it("ends when closed, and rejects later queries with that reason", async () => {
		const own = new LocalEngine({ directory: workspace.directory });
		await ask("print 1", own);
		const pid = own.pid;
		const pending = own.query({ kql: ENDLESS });
		const closing = own.close();
		await expect(pending).rejects.toMatchObject({ code: "unavailable" });
		await closing;
		await until(async () => !(await alive(pid)), "the engine ends");
		await expect(own.query({ kql: "print 1" })).rejects.toMatchObject({ code: "unavailable" });
	});
});
