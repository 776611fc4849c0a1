/**
 * npm run audit:verify -- [--database] [--export FILE] [--partial] [--expect-head HEAD]...
 * Proves the audit of the product's database, or an export of it (JSON lines; - reads standard input) without any
 * database. HEAD is a head noted earlier: NUMBER:HASH, or HASH alone. --partial takes an export that was filtered.
 * Ends with 0 when it is whole, 1 when it is not, 2 when it could not be verified.
 */
import { parseArgs } from "node:util";
import { protectionLines, readExpectedHead, verdictLines } from "@/lib/audit/report";
import { type VerifyOptions, verifyChain } from "@/lib/audit/verify-chain";
import { verifyFile } from "@/lib/audit/verify-file";
import { AppError } from "@/lib/errors";
import { exitWith } from "./exit";

const CANNOT = 2;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			database: { type: "boolean", default: false },
			export: { type: "string" },
			partial: { type: "boolean", default: false },
			"expect-head": { type: "string", multiple: true, default: [] },
		},
	});
	if (values.database && values.export !== undefined) {
		throw new AppError("invalid_input", "Give either --database or --export FILE.");
	}
	if (values.partial && values.export === undefined) {
		throw new AppError("invalid_input", "--partial is for an export: a database is verified as a whole.");
	}
	const options: VerifyOptions = {
		expect: values["expect-head"].map(readExpectedHead),
		partial: values.partial,
		onProgress: ({ done, total }) => {
			if (process.stderr.isTTY && total > 0) {
				process.stderr.write(`\r${Math.floor((done / total) * 100)} % `);
			}
		},
	};
	const { lines, whole } =
		values.export === undefined ? await verifyDatabase(options) : await verifyExport(values.export, options);
	if (process.stderr.isTTY) process.stderr.write("\r");
	for (const line of lines) console.log(line);
	return whole ? 0 : 1;
}

async function verifyExport(file: string, options: VerifyOptions) {
	const verdict = await verifyFile(file, options);
	const lines = verdictLines(file === "-" ? "standard input" : file, verdict, options);
	return { lines, whole: verdict.outcome === "whole" };
}

async function verifyDatabase(options: VerifyOptions) {
	// Loaded only here: an export is proved without a database client.
	const [{ withDatabase }, { databaseSource }, { auditProtection }] = await Promise.all([
		import("@/lib/db/attach"),
		import("@/lib/audit/database-source"),
		import("@/lib/audit/protection"),
	]);
	return await withDatabase(async (db) => {
		const verdict = await verifyChain(databaseSource(db), options);
		const protection = protectionLines(await auditProtection(db));
		return {
			lines: [...verdictLines("the database", verdict), ...protection],
			whole: verdict.outcome === "whole",
		};
	});
}

exitWith(async () => {
	try {
		return await main();
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		if (error instanceof AppError && error.remedy) console.error(error.remedy);
		return CANNOT;
	}
});
