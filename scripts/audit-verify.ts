/**
 * npm run audit:verify -- [--database] [--export FILE] [--partial] [--expect-head HEAD]... [--anchors FILE]
 *   [--handover FILE]...
 * Proves the audit of the product's database, or an export of it (JSON lines; - reads standard input) without any
 * database. HEAD is a head noted earlier: NUMBER:HASH, or HASH alone. --partial accepts an export that was filtered.
 * --anchors names a file of noted heads; a database is compared with the one in AUDIT_ANCHOR_FILE anyway.
 * Time stamps (RFC 3161) in such a file are proved; AUDIT_TSA_CA_FILE says whose count.
 * --handover names a snapshot of a signed handover (JSON, as it was downloaded), which is proved against the audit; the
 * snapshots in the product's database are proved with it anyway.
 * Ends with 0 when all is whole, 1 when it is not, 2 when it could not be verified.
 */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { AppError } from "@/lib/core/errors";
import {
	listenForSignings,
	type Signing,
	snapshotLines,
	verifySnapshot,
} from "@/lib/handovers/handovers/signings";
import { type ExpectedAnchors, readExpectedAnchors } from "@/lib/platform/audit/expected-anchors";
import { protectionLines, readExpectedHead, stampLines, verdictLines } from "@/lib/platform/audit/report";
import { type VerifyOptions, verifyChain } from "@/lib/platform/audit/verify-chain";
import { verifyFile } from "@/lib/platform/audit/verify-file";
import { config } from "@/lib/platform/config/config";
import { exitWith } from "./exit";

const CANNOT = 2;

async function main(): Promise<number> {
	const { values } = parseArgs({
		options: {
			database: { type: "boolean", default: false },
			export: { type: "string" },
			partial: { type: "boolean", default: false },
			"expect-head": { type: "string", multiple: true, default: [] },
			anchors: { type: "string" },
			handover: { type: "string", multiple: true, default: [] },
		},
	});
	if (values.database && values.export !== undefined) {
		throw new AppError("invalid_input", "Give either --database or --export FILE.");
	}
	if (values.partial && values.export === undefined) {
		throw new AppError("invalid_input", "--partial is for an export: a database is verified as a whole.");
	}
	const noted = await anchorsOf(values.anchors, values.export === undefined);
	const options: VerifyOptions = {
		expect: values["expect-head"].map(readExpectedHead),
		partial: values.partial,
		anchors: noted?.heads ?? [],
		onProgress: ({ done, total }) => {
			if (process.stderr.isTTY && total > 0) {
				process.stderr.write(`\r${Math.floor((done / total) * 100)} % `);
			}
		},
	};
	const files = await Promise.all(
		values.handover.map(async (file) => ({ what: file, text: await readFile(file, "utf8") })),
	);
	const { lines, whole } =
		values.export === undefined
			? await verifyDatabase(options, files)
			: await verifyExport(values.export, options, files);
	if (process.stderr.isTTY) process.stderr.write("\r");
	for (const line of lines) console.log(line);
	if (noted !== undefined) {
		for (const line of stampLines(noted.stamps, config().auditTsa)) console.log(line);
	}
	return whole ? 0 : 1;
}

/** From the file that is named or, for the product's own database, the one that it notes heads in. */
async function anchorsOf(
	file: string | undefined,
	ofDatabase: boolean,
): Promise<ExpectedAnchors | undefined> {
	if (file === undefined && !ofDatabase) return undefined;
	const anchors = await readExpectedAnchors(file ?? config().auditAnchorFile);
	if (file !== undefined && anchors.heads.length === 0) {
		throw new AppError("invalid_input", `${file} holds no noted head of the audit.`);
	}
	return anchors;
}

interface Snapshot {
	readonly what: string;
	readonly text: string;
}

async function verifyExport(file: string, options: VerifyOptions, files: readonly Snapshot[]) {
	const signings: Signing[] = [];
	const verdict = await verifyFile(file, options, (source) => listenForSignings(source, signings));
	const lines = verdictLines(file === "-" ? "standard input" : file, verdict, options);
	const snapshots = verifySnapshots(files, signings);
	return {
		lines: [...lines, ...snapshots.lines],
		whole: verdict.outcome === "whole" && snapshots.whole,
	};
}

/** @param quiet whether those that are as they were signed are only counted */
function verifySnapshots(snapshots: readonly Snapshot[], signings: readonly Signing[], quiet = false) {
	const verdicts = snapshots.map(({ what, text }) => ({ what, verdict: verifySnapshot(text, signings) }));
	const bad = verdicts.filter(({ verdict }) => verdict.outcome !== "signed");
	const told = quiet ? bad : verdicts;
	const lines = told.flatMap(({ what, verdict }) => snapshotLines(what, verdict));
	if (quiet && snapshots.length > bad.length) {
		lines.unshift(`As signed: ${snapshots.length - bad.length} handovers in the database`);
	}
	return { lines, whole: bad.length === 0 };
}

async function verifyDatabase(options: VerifyOptions, files: readonly Snapshot[]) {
	// Loaded only here: an export is proved without a database client.
	const [{ withDatabase }, { databaseSource }, { auditProtection }, { storedSnapshots }] = await Promise.all([
		import("@/lib/operations/startup/attach-database"),
		import("@/lib/platform/audit/database-source"),
		import("@/lib/platform/audit/protection"),
		import("@/lib/handovers/handovers/stored-snapshots"),
	]);
	return await withDatabase(async (db) => {
		const signings: Signing[] = [];
		const verdict = await verifyChain(listenForSignings(databaseSource(db), signings), options);
		const stored = (await storedSnapshots(db)).map(({ number, text }) => ({
			what: `handover ${number} in the database`,
			text,
		}));
		const kept = verifySnapshots(stored, signings, true);
		const given = verifySnapshots(files, signings);
		const protection = protectionLines(await auditProtection(db));
		return {
			lines: [...verdictLines("the database", verdict), ...kept.lines, ...given.lines, ...protection],
			whole: verdict.outcome === "whole" && kept.whole && given.whole,
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
