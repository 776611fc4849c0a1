import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { StoredManifest, WorkspacePart } from "@/lib/sources/files/store";
import { KNOWN_TABLES, manifestPath, type TableSchema, tableDirectory } from "@/lib/sources/kql/tables";

/** For tests: a workspace in a directory of its own, filled by SQL. */
export class TestWorkspace {
	readonly directory: string;
	#manifest: StoredManifest = { formatVersion: 1, revision: 0, sample: false, tables: [], parts: [] };

	private constructor(directory: string) {
		this.directory = directory;
	}

	static async create(): Promise<TestWorkspace> {
		return new TestWorkspace(await mkdtemp(path.join(tmpdir(), "afterclick-engine-")));
	}

	/** Adds a part to a table from a SELECT whose columns are named as the table's; missing ones are left out. */
	async add(table: string, select: string, schema?: TableSchema): Promise<void> {
		const known = schema ?? KNOWN_TABLES.find(({ name }) => name === table);
		if (!known) throw new Error(`no schema for ${table}`);
		const revision = this.#manifest.revision + 1;
		const name = `${String(revision).padStart(6, "0")}-0000.parquet`;
		const folder = tableDirectory(this.directory, table);
		await mkdir(folder, { recursive: true });
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		await connection.run(`COPY (${select}) TO '${path.join(folder, name)}' (FORMAT parquet)`);
		const counted = await connection.runAndReadAll(`SELECT count(*) FROM '${path.join(folder, name)}'`);
		connection.disconnectSync();
		const part: WorkspacePart = {
			table,
			file: `tables/${table}/${name}`,
			rows: Number(counted.getRows()[0]?.[0]),
			bytes: 0,
			from: "2026-01-01T00:00:00.000Z",
			to: "2026-01-02T00:00:00.000Z",
			source: { kind: "import", fileName: name, sha256: "", importedAt: "2026-01-01T00:00:00.000Z" },
		};
		this.#manifest = {
			...this.#manifest,
			revision,
			tables: [...this.#manifest.tables.filter((present) => present.name !== table), known],
			parts: [...this.#manifest.parts, part],
		};
		const temporary = path.join(this.directory, "workspace.json.new");
		await writeFile(temporary, JSON.stringify(this.#manifest));
		await rename(temporary, manifestPath(this.directory));
	}

	async remove(): Promise<void> {
		await rm(this.directory, { recursive: true, force: true });
	}
}

/** `count` clicks, one a second from 2026-01-01: a mix in which the seed hunt finds some. */
export function clicks(count: number, prefix = "r"): string {
	return `SELECT 'user' || (range % 50) || '@contoso.com' AS AccountUpn,
		CASE range % 3 WHEN 0 THEN 'ClickAllowed' ELSE 'ClickBlocked' END AS ActionType,
		CASE range % 4 WHEN 0 THEN true WHEN 1 THEN false END AS IsClickedThrough,
		'mail' || range AS NetworkMessageId, '${prefix}' || range AS ReportId,
		CASE WHEN range % 10 = 0 THEN 'Phish, Malware' WHEN range % 10 = 1 THEN 'Phishing' WHEN range % 10 = 2 THEN 'Spam' END AS ThreatTypes,
		TIMESTAMP '2026-01-01' + to_seconds(range) AS TimeGenerated, 'UrlClickEvents' AS "Type",
		'https://example.com/' || range AS Url, '["https://example.com/"]' AS UrlChain, 'Email' AS Workload
		FROM range(${count})`;
}
