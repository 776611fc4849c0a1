import { AppError } from "@/lib/core/errors";
import type { TableState, WorkspaceClient } from "@/lib/sources/workspaces/client";
import { measureDelay } from "@/lib/sources/workspaces/ingestion-delay";
import { CHECK_PATIENCE_MS, CHECK_TIMEOUT_MS, checkAccess } from "./check-access";
import type { NeededTable } from "./needed-tables";
import { type Check, check, delayCheck, newestCheck, tableChecks } from "./rules";

export interface WorkspaceCheckInput {
	readonly client: WorkspaceClient;
	readonly needed: readonly NeededTable[];
	readonly now: Date;
	readonly signal?: AbortSignal | undefined;
	/** Told what is looked at next, once for the workspace and once for each table. */
	readonly onStep: (doing: string) => void;
}

/** Everything that can be asked of a workspace itself, in the order in which one thing needs the other. */
export async function checkWorkspace(input: WorkspaceCheckInput): Promise<Check[]> {
	const { client, needed, onStep } = input;
	onStep(`Asking ${client.name}`);
	const { checks, open } = await checkAccess(client, input.signal);
	if (!open) return [...checks, notChecked("Its tables were not checked.")];
	if (client.kind === "local" && (await client.tables(null)).length === 0) return [...checks, NO_FILES];
	const states = new Map<string, TableState>();
	const more: Check[] = [];
	for (const { name } of needed) {
		onStep(`Checking ${name} in ${client.name}`);
		try {
			const [state] = await client.tables([name], input.signal);
			if (state === undefined) continue;
			states.set(name, state);
			more.push(...(await rowChecks(input, state)));
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			if (input.signal?.aborted) throw error;
			// One table that can’t be queried for now says nothing about the others.
			more.push(asWarning(name, error));
			states.set(name, { name, columns: [], rows: null, oldest: null, newest: null });
		}
	}
	return [...checks, ...tableChecks(client.kind, needed, [...states.keys()]), ...more];
}

const NO_FILES: Check = check(
	{ id: "tables", title: "Tables" },
	"warning",
	"There are no files yet.",
	"The first `npm start` makes sample data; `npm run import -- FILE` imports your own export.",
);

async function rowChecks(
	{ client, needed, now, signal }: WorkspaceCheckInput,
	state: TableState,
): Promise<Check[]> {
	const { name } = state;
	const newest = state.newest === null ? null : new Date(state.newest);
	const about = needed.find((table) => table.name === name) ?? { name, hunts: [], connectors: [] };
	const age = newestCheck(client.kind, { ...about, rows: state.rows ?? 0, newest }, now);
	if (newest === null) return [age];
	const limits = { timeoutMs: CHECK_TIMEOUT_MS, patienceMs: CHECK_PATIENCE_MS, signal };
	const delay = await measureDelay(client, name, { until: newest, ...limits });
	return [age, delayCheck(client.kind, name, delay)];
}

function asWarning(table: string, { message, remedy }: AppError): Check {
	return check({ id: `table:${table}`, title: table }, "warning", message, remedy ?? null);
}

function notChecked(says: string): Check {
	return check(
		{ id: "unchecked", title: "Not checked" },
		"warning",
		says,
		"Fix the problems above, then check again.",
	);
}
