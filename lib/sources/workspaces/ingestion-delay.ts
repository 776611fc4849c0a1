import type { DelayFacts } from "@/lib/sources/workspaces/overlap-rules";
import { firstRow, type WorkspaceClient } from "./client";

export interface DelayQuery {
	/** The rows of the day before are looked at. */
	readonly until: Date;
	readonly timeoutMs: number;
	readonly patienceMs: number;
	readonly signal?: AbortSignal | undefined;
}

/** How late a table's rows come; null where none of them tells when it came. @throws AppError */
export async function measureDelay(
	client: WorkspaceClient,
	table: string,
	{ until, ...limits }: DelayQuery,
): Promise<DelayFacts | null> {
	const answer = await client.query({
		kql: `${table}
| extend Seconds = (ingestion_time() - TimeGenerated) / 1s
| where isnotnull(Seconds)
| summarize Rows = count(), Median = percentile(Seconds, 50), Most = percentile(Seconds, 95)`,
		window: { from: new Date(until.getTime() - 86_400_000), to: new Date(until.getTime() + 1) },
		...limits,
	});
	if (answer.outcome === "failed") throw answer.error;
	const row = "rows" in answer ? firstRow(answer.rows) : undefined;
	const rows = Number(row?.Rows ?? 0);
	return rows === 0 ? null : { rows, median: Number(row?.Median) * 1_000, most: Number(row?.Most) * 1_000 };
}
