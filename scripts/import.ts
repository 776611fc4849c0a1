/**
 * npm run import -- FILE... [--table T] [--dates day-first|month-first] [--keep-good-rows] [--replace-sample] [--again]
 * Imports exports of Microsoft Defender or Microsoft Sentinel (CSV, JSON, JSON lines, Parquet) into the workspace.
 */
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "@/lib/core/errors";
import { config } from "@/lib/platform/config/config";
import { importFile } from "@/lib/sources/import/import-file";
import type { ImportProblem } from "@/lib/sources/import/problems";
import { DATE_ORDERS } from "@/lib/sources/import/values";
import { exitWith } from "./exit";

const PRINTED = 20;

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			table: { type: "string" },
			dates: { type: "string" },
			"keep-good-rows": { type: "boolean", default: false },
			"replace-sample": { type: "boolean", default: false },
			again: { type: "boolean", default: false },
		},
	});
	if (positionals.length === 0) {
		console.error(
			"Name the files to import: npm run import -- FILE... [--table T] [--dates day-first|month-first] [--keep-good-rows] [--replace-sample]",
		);
		return 2;
	}
	const dates = DATE_ORDERS.find((order) => order === values.dates);
	if (values.dates !== undefined && dates === undefined) {
		console.error(`--dates is ${DATE_ORDERS.join(" or ")}, not "${values.dates}"`);
		return 2;
	}
	const cancel = new AbortController();
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => cancel.abort());
	let failures = 0;
	for (const file of positionals) {
		const fileName = basename(file);
		try {
			const report = await importFile({
				directory: config().workspaceDirectory,
				file,
				fileName,
				table: values.table,
				dates,
				keepGoodRows: values["keep-good-rows"],
				replaceSample: values["replace-sample"],
				again: values.again,
				signal: cancel.signal,
				onProgress: ({ phase, bytes, total, rowsRead }) => {
					if (!process.stderr.isTTY) return;
					const share = total
						? `${Math.floor((bytes / total) * 100)} %`
						: `${Math.floor(bytes / 1048576)} MB`;
					process.stderr.write(`\r${fileName}: ${phase} ${share}, ${rowsRead} rows `);
				},
			});
			if (process.stderr.isTTY) process.stderr.write("\n");
			for (const { table, rowsKept, addedColumns } of report.tables) {
				const added = addedColumns.length > 0 ? `, with columns of its own: ${addedColumns.join(", ")}` : "";
				console.error(`${fileName}: ${rowsKept} rows into ${table}${added}`);
			}
			if (report.rowsRefused > 0) {
				console.error(`${fileName}: ${report.rowsRefused} of ${report.rowsRead} rows refused`);
				printProblems(fileName, report.problems, report.problemsTotal);
			}
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			if (process.stderr.isTTY) process.stderr.write("\n");
			failures++;
			console.error(error.message);
			const places = error.places.map(({ line = 0, column = 0, field = null, message }) => ({
				line,
				column,
				field,
				message,
			}));
			const total = error.details.problemsTotal;
			printProblems(fileName, places, typeof total === "number" ? total : places.length);
			if (error.remedy) console.error(error.remedy);
			if (error.code === "cancelled") break;
		}
	}
	return failures === 0 ? 0 : 1;
}

function printProblems(fileName: string, problems: readonly ImportProblem[], total: number): void {
	for (const { line, column, field, message } of problems.slice(0, PRINTED)) {
		const place = line > 0 ? `:${line}:${column}` : "";
		console.error(`  ${fileName}${place} ${field ? `${field}: ` : ""}${message}`);
	}
	if (total > PRINTED) console.error(`  and ${total - PRINTED} more`);
}

exitWith(main);
