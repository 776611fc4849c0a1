import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import { notify } from "@/lib/platform/db/notify";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";
import { RUNS_CHANNEL } from "./queue-run";
import { runVersion, toRun } from "./run-dto";

/**
 * Cancels a run. One that is queued or rests is cancelled at once; a running one stops at its next step
 * and keeps the windows that it had stored.
 * @param seen the {@link runVersion} that the person saw; null stops it however it stands
 * @throws AppError `not_found`, `conflict` when it has already finished, `precondition_failed` (with `run`) when it is
 *   not as it was seen
 */
export async function cancelRun(
	ctx: Context,
	runId: string,
	seen: string | null = null,
): Promise<RunSummary> {
	authorize(ctx.actor, "hunts.run");
	const id = parseInput(z.uuid(), runId);
	return ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM "HuntRun" WHERE "id" = ${id}::uuid FOR UPDATE`;
		const run = await tx.huntRun.findFirst({ where: { id, ...inScope(ctx.actor) } });
		if (!run) throw new AppError("not_found", "Run not found.");
		if (seen !== null && seen !== runVersion(toRun(run))) {
			throw new AppError("precondition_failed", "This run has changed since you read it.", {
				details: { run: toRun(run) },
			});
		}
		if (isFinished(run.status)) throw new AppError("conflict", "This run has already finished.");
		const at = ctx.now();
		const updated = await tx.huntRun.update({
			where: { id },
			data:
				run.status === "queued" || run.status === "paused"
					? { status: "cancelled", cancelRequestedAt: at, finishedAt: at, phase: null }
					: { cancelRequestedAt: at },
		});
		await recordAudit(tx, ctx, { verb: "hunts.cancel", target: ["run", id] });
		await notify(tx, RUNS_CHANNEL, id);
		return toRun(updated);
	});
}
