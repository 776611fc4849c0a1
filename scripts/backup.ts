/** npm run backup -- FILE: a backup of the product's database, also while the product runs. */

import { backupKeyFile, requireBackupKey } from "@/lib/operations/backup/key";
import { writeBackup } from "@/lib/operations/backup/write";
import { withDatabase } from "@/lib/operations/startup/attach-database";
import { config } from "@/lib/platform/config/config";
import { databaseUrl } from "@/lib/platform/db/client";
import { findSecretKeys, secretKeySource } from "@/lib/platform/secrets/keys";
import manifest from "../package.json" with { type: "json" };
import { exitWith } from "./exit";

exitWith(async () => {
	const [file, ...more] = process.argv.slice(2);
	if (file === undefined || more.length > 0) {
		console.error("Name the file to write: npm run backup -- afterclick.backup.gz");
		return 2;
	}
	const key = await requireBackupKey();
	const { tables, rows } = await withDatabase(() => writeBackup(databaseUrl(), file, manifest.version, key));
	console.log(
		`${file}: ${rows.toLocaleString("en")} rows of ${tables} tables. It holds secrets: keep it as one.`,
	);
	const where = config().backupKey === undefined ? backupKeyFile() : "BACKUP_KEY";
	console.log(
		`Signed with the key ${key.id} (${where}). Keep a copy of the key elsewhere: a restore needs it.`,
	);
	const { current } = await findSecretKeys();
	if (current !== undefined) {
		console.log(
			`Secrets of authenticators and webhooks in it open with the key ${current.id} (${secretKeySource()}): keep a copy of that one too.`,
		);
	}
	return 0;
});
