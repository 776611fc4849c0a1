import { AppError } from "@/lib/core/errors";
import { withDatabase } from "@/lib/operations/startup/attach-database";
import { config } from "@/lib/platform/config/config";
import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import { databaseUrl } from "@/lib/platform/db/client";
import { hasCluster } from "@/lib/platform/db/cluster";
import { databaseState } from "@/lib/platform/db/state";
import type { WorkspaceClient } from "@/lib/sources/workspaces/client";
import { closeWorkspaces, workspaces } from "@/lib/sources/workspaces/registry";
import { SentinelWorkspace } from "@/lib/sources/workspaces/sentinel";
import { checkHealth } from "./check-health";
import { examine, type HealthOptions } from "./examine";
import { databaseCheck } from "./installation-rules";
import { type Check, check, type HealthReport, nodeCheck, toReport, toSection } from "./rules";

/**
 * What the Health page says, for a terminal: also where the product does not run, where there is no database, and
 * where the configuration cannot be read at all.
 */
export async function doctor(options: HealthOptions = {}): Promise<HealthReport> {
	try {
		config();
	} catch (error) {
		if (error instanceof AppError) return withoutConfiguration(error);
		throw error;
	}
	let database: Check | undefined;
	try {
		return await withDatabase(async () => {
			const unusable = await unusableDatabase();
			if (unusable === undefined) return await checkHealth(createContext(SYSTEM), options);
			database = unusable;
			return await withoutDatabase(database, options);
		});
	} catch (error) {
		if (!(error instanceof AppError) || database !== undefined) throw error;
		return await withoutDatabase(await noDatabase(error), options);
	} finally {
		await closeWorkspaces();
	}
}

/** Undefined where the verbs can work with it. */
async function unusableDatabase(): Promise<Check | undefined> {
	const external = config().databaseIsExternal;
	try {
		const check = databaseCheck(await databaseState(databaseUrl()), external);
		return check.level === "ok" ? undefined : check;
	} catch (error) {
		if (error instanceof AppError) return databaseCheck(error, external);
		throw error;
	}
}

/** Before the first start there is none, and nothing is wrong with that. */
async function noDatabase(error: AppError): Promise<Check> {
	const { databaseIsExternal, dataDirectory } = config();
	const check = databaseCheck(error, databaseIsExternal);
	return databaseIsExternal || (await hasCluster(dataDirectory)) ? check : { ...check, level: "warning" };
}

function withoutDatabase(database: Check, options: HealthOptions): Promise<HealthReport> {
	const clients = workspaces().map(
		(client): WorkspaceClient => (client instanceof SentinelWorkspace ? client.withoutTurns() : client),
	);
	return examine({ clients, db: null, installation: database, now: new Date(), ...options });
}

function withoutConfiguration({ message, remedy }: AppError): HealthReport {
	const checks: Check[] = [
		nodeCheck(process.versions.node),
		check({ id: "configuration", title: "Configuration" }, "failing", message, remedy ?? null),
	];
	return toReport(new Date(), [
		toSection({ id: "installation", kind: "installation", title: "Installation" }, checks),
	]);
}
