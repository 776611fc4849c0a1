/**
 * npm run restore -- FILE: reads a backup into an empty database (DATABASE_URL) or an empty data directory
 * (DATA_DIRECTORY), and proves the audit in it.
 */
import { databaseSource } from "@/lib/audit/database-source";
import { verdictLines } from "@/lib/audit/report";
import { verifyChain } from "@/lib/audit/verify-chain";
import { restoreBackup } from "@/lib/backup/restore";
import { withNewDatabase } from "@/lib/db/attach";
import { databaseUrl } from "@/lib/db/client";
import { exitWith } from "./exit";

exitWith(async () => {
	const [file, ...more] = process.argv.slice(2);
	if (file === undefined || more.length > 0) {
		console.error("Name the file to read: npm run restore -- afterclick.backup.gz");
		return 2;
	}
	return await withNewDatabase(async (db) => {
		const { header, rows } = await restoreBackup(databaseUrl(), file);
		console.log(
			`Restored ${rows.toLocaleString("en")} rows of ${header.tables.length} tables, from ${header.at}.`,
		);
		const verdict = await verifyChain(databaseSource(db));
		for (const line of verdictLines("the database", verdict)) console.log(line);
		return verdict.outcome === "whole" ? 0 : 1;
	});
});
