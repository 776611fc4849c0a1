import { AppError } from "@/lib/core/errors";
import { prepareDatabase } from "@/lib/operations/startup/prepare-database";
import { config, publishDatabaseUrl } from "@/lib/platform/config/config";
import { closeDatabase, type Database, database, databaseUrl } from "@/lib/platform/db/client";
import { embeddedUrl, hasCluster } from "@/lib/platform/db/cluster";
import { dataOwner, lockDataDirectory } from "@/lib/platform/db/data-lock";
import { startEmbedded } from "@/lib/platform/db/embedded";
import { closeNotifications } from "@/lib/platform/db/notify";

/**
 * Uses the product's database as it is, for a command beside the product: the one of DATABASE_URL, or our own,
 * which is started for the time when the product does not run. Nothing is migrated.
 * @throws AppError `unavailable` when there is no database yet.
 */
export async function withDatabase<T>(use: (db: Database) => Promise<T>): Promise<T> {
	const { databaseIsExternal, dataDirectory } = config();
	if (databaseIsExternal) return await connected(use);
	if (!(await hasCluster(dataDirectory))) {
		throw new AppError("unavailable", `There is no database in ${dataDirectory} yet.`, {
			remedy: "Start Afterclick once, or set DATABASE_URL or DATA_DIRECTORY to where its data is.",
		});
	}
	if (await dataOwner(dataDirectory)) {
		publishDatabaseUrl(await embeddedUrl(dataDirectory));
		return await connected(use);
	}
	const lock = await lockDataDirectory(dataDirectory);
	try {
		const server = await startEmbedded({ lock });
		try {
			publishDatabaseUrl(server.url);
			return await connected(use);
		} finally {
			await server.stop();
		}
	} finally {
		await lock.release();
	}
}

/**
 * Uses the product's database, made and migrated first where it is not there: the one of DATABASE_URL, or our own,
 * which is started for the time.
 * @throws AppError `already_running` when the product runs on the data directory
 */
export async function withNewDatabase<T>(use: (db: Database) => Promise<T>): Promise<T> {
	const { databaseIsExternal, dataDirectory } = config();
	if (databaseIsExternal) {
		await prepareDatabase(databaseUrl());
		return await connected(use);
	}
	const lock = await lockDataDirectory(dataDirectory);
	try {
		const server = await startEmbedded({ lock });
		try {
			publishDatabaseUrl(server.url);
			await prepareDatabase(server.url);
			return await connected(use);
		} finally {
			await server.stop();
		}
	} finally {
		await lock.release();
	}
}

async function connected<T>(use: (db: Database) => Promise<T>): Promise<T> {
	try {
		return await use(database());
	} finally {
		// Verbs that take turns listen; what listens on would look for a database that is not ours any more.
		await closeNotifications();
		await closeDatabase();
		publishDatabaseUrl(undefined);
	}
}
