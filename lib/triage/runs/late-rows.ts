import { AppError } from "@/lib/core/errors";
import type { Database } from "@/lib/platform/db/client";
import { logger } from "@/lib/platform/telemetry/logger";
import type { WorkspaceClient } from "@/lib/sources/workspaces/client";
import { measureDelay } from "@/lib/sources/workspaces/ingestion-delay";
import type { Hunt } from "@/lib/triage/catalogue/definition";
import type { RunRow } from "./run-dto";

/** A delay is measured again after this long. */
const FRESH_MS = 60 * 60_000;

/** Takes down how late the rows of a hunt's tables come, as far as its workspace tells. Fails silently: it is advice. */
export async function noteDelay(
	db: Database,
	{ workspaceId, huntId, windowTo, id: runId }: RunRow,
	hunt: Hunt,
	client: WorkspaceClient,
	now: Date,
	signal: AbortSignal,
): Promise<void> {
	const reader = { workspaceId_huntId: { workspaceId, huntId } };
	try {
		const mark = await db.huntWatermark.findUnique({ where: reader });
		if (mark === null) return;
		if (mark.delayAt !== null && now.getTime() - mark.delayAt.getTime() < FRESH_MS) return;
		let delayMs: number | null = null;
		for (const table of hunt.dataTypes) {
			const limits = { timeoutMs: 30_000, patienceMs: 30_000, signal };
			const delay = await measureDelay(client, table, { until: windowTo, ...limits });
			if (delay !== null) delayMs = Math.max(delayMs ?? 0, Math.round(delay.most));
		}
		await db.huntWatermark.update({ where: reader, data: { delayMs, delayAt: now } });
	} catch (error) {
		if (!(error instanceof AppError)) throw error;
		logger().info({ runId, err: error }, "ingestion delay not measured");
	}
}
