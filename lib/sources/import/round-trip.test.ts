import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { quoteText } from "@/lib/sources/files/part-writer";
import { runImport } from "@/lib/sources/import/run-import";
import { query, storedRows } from "@/test/workspaces/test-rows";

/** Some columns of EmailEvents, which together have every type its exports have, and own columns. */
interface Mail {
	readonly TimeGenerated: Date;
	readonly NetworkMessageId: string;
	readonly RecipientEmailAddress: string;
	readonly Subject: string;
	readonly UrlCount: number | null;
	readonly EmailClusterId: bigint | null;
	readonly AdditionalFields: Record<string, unknown> | null;
	readonly OwnFlag: boolean | null;
	readonly OwnScore: number | null;
	readonly OwnText: string;
}

const text = fc.string({
	unit: fc.constantFrom("a", "Z", "é", "😀", ",", '"', "'", "\n", "\r\n", "\t", " ", "{", "[", "\\", "ß"),
});
const mail: fc.Arbitrary<Mail> = fc.record({
	TimeGenerated: fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
	NetworkMessageId: fc.uuid(),
	RecipientEmailAddress: fc.constantFrom("a@example.com", "b@example.com"),
	Subject: text,
	UrlCount: fc.option(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
	EmailClusterId: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
	AdditionalFields: fc.option(
		fc.dictionary(fc.constantFrom("k", "Ключ", 'q"'), fc.oneof(text, fc.integer(), fc.boolean())),
	),
	OwnFlag: fc.option(fc.boolean()),
	OwnScore: fc.option(fc.integer({ min: -1000, max: 1000 }).map((value) => value + 0.5)),
	OwnText: text.map((value) => `t${value}`),
});

const COLUMNS = [
	"TimeGenerated",
	"NetworkMessageId",
	"RecipientEmailAddress",
	"Subject",
	"UrlCount",
	"EmailClusterId",
] as const;
const OWN = ["AdditionalFields", "OwnFlag", "OwnScore", "OwnText"] as const;

const plain = (value: unknown): string =>
	value === null
		? ""
		: value instanceof Date
			? value.toISOString()
			: typeof value === "object"
				? JSON.stringify(value)
				: String(value);

/** The Azure portal's way of writing a time. */
function portalTime(date: Date): string {
	const hour = date.getUTCHours();
	const pad = (value: number, digits = 2) => String(value).padStart(digits, "0");
	const time = `${hour % 12 || 12}:${pad(date.getUTCMinutes())}:${pad(date.getUTCSeconds())}.${pad(date.getUTCMilliseconds(), 3)}`;
	return `${date.getUTCMonth() + 1}/${date.getUTCDate()}/${date.getUTCFullYear()}, ${time} ${hour < 12 ? "AM" : "PM"}`;
}

function csv(
	rows: readonly Mail[],
	header: (name: string) => string,
	value: (cell: unknown) => string,
	end: string,
): string {
	const names = [...COLUMNS, ...OWN];
	const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
	return [names.map(header), ...rows.map((row) => names.map((name) => value(row[name])))]
		.map((cells) => cells.map(quote).join(",") + end)
		.join("");
}

function json(row: Mail, nested: boolean): string {
	// By hand for the one number that JSON.stringify cannot write.
	const { EmailClusterId, AdditionalFields, ...rest } = row;
	const fields = nested ? AdditionalFields : AdditionalFields && JSON.stringify(AdditionalFields);
	return JSON.stringify({ ...rest, AdditionalFields: fields }).replace(
		/}$/,
		`,"EmailClusterId":${EmailClusterId}}`,
	);
}

async function parquet(rows: readonly Mail[], file: string): Promise<void> {
	const literal = (value: unknown) => (value === null ? "NULL" : quoteText(plain(value)));
	const values = rows.map((row) => `(${[...COLUMNS, ...OWN].map((name) => literal(row[name])).join(", ")})`);
	const types = [
		"TIMESTAMP",
		"VARCHAR",
		"VARCHAR",
		"VARCHAR",
		"INTEGER",
		"BIGINT",
		"VARCHAR",
		"BOOLEAN",
		"DOUBLE",
		"VARCHAR",
	];
	const select = [...COLUMNS, ...OWN].map((name, index) => `CAST("${name}" AS ${types[index]}) AS "${name}"`);
	await query(`COPY (SELECT ${select.join(", ")} FROM (VALUES ${values.join(", ")}) AS t("${[...COLUMNS, ...OWN].join('", "')}"))
		TO ${quoteText(file)} (FORMAT parquet)`);
}

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), "afterclick-round-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it("gives equal rows whatever the format a table was exported in", async () => {
	let run = 0;
	// Each own column has a value somewhere, so that every format shows its type.
	const first = mail.map((row) => ({ ...row, OwnFlag: true, OwnScore: 0.5 }));
	await fc.assert(
		fc.asyncProperty(fc.tuple(first, fc.array(mail, { maxLength: 6 })), async ([one, others]) => {
			const rows = [one, ...others];
			const exports: Record<string, string | null> = {
				"defender.csv": csv(rows, (name) => (name === "TimeGenerated" ? "Timestamp" : name), plain, "\n"),
				"sentinel.csv": `\ufeff${csv(
					rows,
					(name) => (name === "TimeGenerated" ? "TimeGenerated [UTC]" : name),
					(cell) =>
						cell instanceof Date
							? portalTime(cell)
							: typeof cell === "boolean"
								? plain(cell).replace(/^./, (c) => c.toUpperCase())
								: plain(cell),
					"\r\n",
				)}`,
				"array.json": `[${rows.map((row) => json(row, true)).join(",\n")}]`,
				"lines.jsonl": rows.map((row) => json(row, false)).join("\n"),
				"envelopes.jsonl": rows
					.map(
						(row) =>
							`{"time":"2020-01-01T00:00:00Z","category":"AdvancedHunting-EmailEvents","properties":${json(row, true).replace('"TimeGenerated"', '"Timestamp"')}}`,
					)
					.join("\n"),
				"table.parquet": null,
			};
			let expected: Record<string, unknown>[] | undefined;
			for (const [name, content] of Object.entries(exports)) {
				const file = path.join(folder, `${run}-${name}`);
				const directory = path.join(folder, `workspace-${run++}`);
				if (content === null) await parquet(rows, file);
				else await writeFile(file, content);
				const report = await runImport({ directory, file, fileName: name, dates: "month-first" });
				expect(report).toMatchObject({ table: "EmailEvents", rowsKept: rows.length });
				const stored = await storedRows(directory, "EmailEvents");
				expected ??= stored;
				expect(stored, name).toEqual(expected);
			}
			// And they are the rows that went out, not merely equally wrong.
			for (const row of rows) {
				expect(expected).toContainEqual(
					expect.objectContaining({
						TimeGenerated: row.TimeGenerated.toISOString()
							.replace("T", " ")
							.replace(/\.?0*Z$/, ""),
						NetworkMessageId: row.NetworkMessageId,
						Subject: row.Subject === "" ? null : row.Subject,
						UrlCount: row.UrlCount,
						EmailClusterId: row.EmailClusterId === null ? null : String(row.EmailClusterId),
						AdditionalFields: row.AdditionalFields === null ? null : JSON.stringify(row.AdditionalFields),
						OwnFlag: row.OwnFlag,
						OwnScore: row.OwnScore,
						OwnText: row.OwnText,
						Type: "EmailEvents",
					}),
				);
			}
		}),
		{ numRuns: 8 },
	);
});
