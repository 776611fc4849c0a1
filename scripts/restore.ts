/**
 * npm run restore -- FILE [--key FILE] [--accept-unproved]
 * Reads a backup into an empty database (DATABASE_URL) or an empty data directory (DATA_DIRECTORY). Its signature is
 * proved before anything is written and its audit before it is committed; the key is BACKUP_KEY, the file that --key
 * names, or backup.key in the data directory. --accept-unproved restores without that proof, and says so. Secrets in it
 * that no key here opens are named.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { AppError } from "@/lib/core/errors";
import { findBackupKey } from "@/lib/operations/backup/key";
import { restoreBackup } from "@/lib/operations/backup/restore";
import { secretsReport } from "@/lib/operations/secrets/command";
import { withNewDatabase } from "@/lib/operations/startup/attach-database";
import { verdictLines } from "@/lib/platform/audit/report";
import { database, databaseUrl } from "@/lib/platform/db/client";
import { exitWith } from "./exit";

exitWith(async () => {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { key: { type: "string" }, "accept-unproved": { type: "boolean", default: false } },
	});
	const [file, ...more] = positionals;
	if (file === undefined || more.length > 0) {
		console.error("Name the file to read: npm run restore -- afterclick.backup.gz");
		return 2;
	}
	const key = await findBackupKey(values.key === undefined ? undefined : resolve(values.key));
	if (values.key !== undefined && key === undefined) {
		throw new AppError("not_found", `There is no file ${values.key}.`);
	}
	return await withNewDatabase(async () => {
		const { header, rows, verdict, warnings } = await restoreBackup(databaseUrl(), file, {
			key,
			acceptUnproved: values["accept-unproved"],
		});
		console.log(
			`Restored ${rows.toLocaleString("en")} rows of ${header.tables.length} tables, from ${header.at}.`,
		);
		for (const warning of warnings) {
			console.error(`WARNING: ${warning} It was restored all the same (--accept-unproved).`);
		}
		if (warnings.length > 0) {
			console.error(
				"WARNING: Anything in this database may have been changed, people and their roles included.",
			);
		}
		for (const line of verdictLines("the database", verdict)) console.log(line);
		const secrets = await secretsReport(database(), new Date());
		if (secrets.lost) for (const line of secrets.lines) console.error(line);
		return verdict.outcome === "whole" ? 0 : 1;
	});
});
