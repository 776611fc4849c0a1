import { access, constants, stat, statfs, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/core/errors";
import { utcMinute } from "@/lib/core/text-rules";
import { config } from "@/lib/platform/config/config";
import type { Database } from "@/lib/platform/db/client";
import { dataOwner } from "@/lib/platform/db/data-lock";
import { databaseState } from "@/lib/platform/db/state";
import { processState } from "@/lib/platform/process/process-state";
import { cspReports } from "@/lib/platform/server/csp-reports";
import type { Catalogue } from "@/lib/triage/catalogue/index-of-hunts";
import { anchorChecks } from "./anchor-checks";
import { checkProvider } from "./check-provider";
import { checkSecrets } from "./check-secrets";
import { databaseCheck, huntsCheck, policyCheck } from "./installation-rules";
import { type Check, check, diskCheck, nodeCheck } from "./rules";

/**
 * @param database its URL, or why there is none to ask
 * @param db the same, to read what is stored; null leaves that out
 */
export async function checkInstallation(
	database: string | Check,
	hunts: Catalogue | AppError,
	db: Database | null = null,
	now = new Date(),
): Promise<Check[]> {
	const { dataDirectory, oidc } = config();
	return [
		nodeCheck(process.versions.node),
		await checkDirectory(dataDirectory),
		await checkDisk(dataDirectory),
		typeof database === "string" ? await checkDatabase(database) : database,
		...(db === null ? [] : [await checkSecrets(db, now)]),
		await checkRunning(dataDirectory),
		huntsCheck(hunts),
		...(processState().jobs ? [policyCheck(cspReports()), ...anchorChecks(config())] : []),
		...(oidc === undefined ? [] : [await checkProvider(oidc)]),
	];
}

async function checkDatabase(url: string): Promise<Check> {
	try {
		return databaseCheck(await databaseState(url), config().databaseIsExternal);
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		return databaseCheck(error, config().databaseIsExternal);
	}
}

async function checkDirectory(directory: string): Promise<Check> {
	const about = { id: "data-directory", title: "Data directory" };
	const remedy = "Set DATA_DIRECTORY to a directory that this user can write to.";
	try {
		const existing = await nearestExisting(directory);
		if (existing !== directory) {
			await access(existing, constants.W_OK);
			const says = `${directory} is not there yet; the first start makes it.`;
			return check(about, "ok", says);
		}
		const probe = path.join(directory, `.write-test-${process.pid}`);
		await writeFile(probe, "");
		await unlink(probe);
		return check(about, "ok", `${directory} can be written to.`);
	} catch (error) {
		const says = `${directory} cannot be written to (${(error as NodeJS.ErrnoException).code}).`;
		return check(about, "failing", says, remedy);
	}
}

async function checkDisk(directory: string): Promise<Check> {
	const { bavail, bsize } = await statfs(await nearestExisting(directory));
	return diskCheck(bavail * bsize, directory);
}

async function nearestExisting(directory: string): Promise<string> {
	for (let at = directory; ; at = path.dirname(at)) {
		try {
			await stat(at);
			return at;
		} catch (error) {
			if (path.dirname(at) === at) throw error;
		}
	}
}

async function checkRunning(directory: string): Promise<Check> {
	const holder = await dataOwner(directory);
	// The doctor itself, which holds the directory while it runs the database.
	const owner = holder?.pid === process.pid && holder.url === undefined ? undefined : holder;
	return check(
		{ id: "running", title: "Afterclick" },
		"ok",
		owner === undefined
			? "It does not run on this data directory."
			: owner.url === undefined
				? `Process ${owner.pid} is starting.`
				: `It runs at ${new URL(owner.url).host}, process ${owner.pid}, since ${utcMinute(owner.since)}.`,
	);
}
