import { AppError } from "@/lib/errors";
import { firstRow, type TableState, type WorkspaceClient } from "@/lib/workspaces/client";
import { CHECK_PATIENCE_MS, CHECK_TIMEOUT_MS, checkAccess } from "./check-access";
import type { NeededTable } from "./needed-tables";
import type { Check } from "./rules";
import { type DelayFacts, delayCheck, newestCheck, tableChecks } from "./rules";

const DAY_MS = 86_400_000;

export interface WorkspaceCheckInput {
	readonly client: WorkspaceClient;
	readonly needed: readonly NeededTable[];
	readonly now: Date;
	/** By which scheduled runs look back again, in milliseconds. */
	readonly overlapMs: number;
	readonly signal?: AbortSignal | undefined;
	/** Told what is looked at next, once for the workspace and once for each table. */
	readonly onStep: (doing: string) => void;
}

/** Everything that can be asked of a workspace itself, in the order in which one thing needs the other. */
export async function checkWorkspace(input: WorkspaceCheckInput): Promise<Check[]> {
	const { client, needed, onStep } = input;
	onStep(`Asking ${client.name}`);
	const { checks, open } = await checkAccess(client, input.signal);
	if (!open) return [...checks, notChecked("Its tables were not looked at.")];
	if (client.kind === "local" && (await client.tables(null)).length === 0) return [...checks, NO_FILES];
	const states = new Map<string, TableState>();
	const more: Check[] = [];
	for (const { name } of needed) {
		onStep(`Looking at ${name} in ${client.name}`);
		try {
			const [state] = await client.tables([name], input.signal);
			if (state === undefined) continue;
			states.set(name, state);
			more.push(...(await rowChecks(input, state)));
		} catch (error) {
			if (!(error instanceof AppError)) throw error;
			if (input.signal?.aborted) throw error;
			// One table that cannot be asked for now says nothing about the others.
			more.push(asWarning(name, error));
			states.set(name, { name, columns: [], rows: null, oldest: null, newest: null });
		}
	}
	return [...checks, ...tableChecks(client.kind, needed, [...states.keys()]), ...more];
}

const NO_FILES: Check = {
	id: "tables",
	title: "Tables",
	level: "warning",
	says: "There are no files yet.",
	remedy: "The first `npm start` makes sample data; `npm run import -- FILE` takes an export of yours.",
};

async function rowChecks(
	{ client, needed, now, overlapMs, signal }: WorkspaceCheckInput,
	state: TableState,
): Promise<Check[]> {
	const { name } = state;
	const newest = state.newest === null ? null : new Date(state.newest);
	const about = needed.find((table) => table.name === name) ?? { name, hunts: [], connectors: [] };
	const age = newestCheck(client.kind, { ...about, rows: state.rows ?? 0, newest }, now);
	if (newest === null) return [age];
	return [age, delayCheck(client.kind, name, await measureDelay(client, name, newest, signal), overlapMs)];
}

/** On the rows of the day before the newest one; null where none of them tells when it came. @throws AppError */
async function measureDelay(
	client: WorkspaceClient,
	table: string,
	newest: Date,
	signal: AbortSignal | undefined,
): Promise<DelayFacts | null> {
	const answer = await client.query({
		kql: `${table}
| extend Seconds = (ingestion_time() - TimeGenerated) / 1s
| where isnotnull(Seconds)
| summarize Rows = count(), Median = percentile(Seconds, 50), Most = percentile(Seconds, 95)`,
		window: { from: new Date(newest.getTime() - DAY_MS), to: new Date(newest.getTime() + 1) },
		signal,
		timeoutMs: CHECK_TIMEOUT_MS,
		patienceMs: CHECK_PATIENCE_MS,
	});
	if (answer.outcome === "failed") throw answer.error;
	const row = "rows" in answer ? firstRow(answer.rows) : undefined;
	const rows = Number(row?.Rows ?? 0);
	return rows === 0 ? null : { rows, median: Number(row?.Median) * 1_000, most: Number(row?.Most) * 1_000 };
}

function asWarning(table: string, { message, remedy }: AppError): Check {
	return { id: `table:${table}`, title: table, level: "warning", says: message, remedy: remedy ?? null };
}

function notChecked(says: string): Check {
	return {
		id: "unchecked",
		title: "Not checked",
		level: "warning",
		says,
		remedy: "Correct what stands above, then check again.",
	};
}
