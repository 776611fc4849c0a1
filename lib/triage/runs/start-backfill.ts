import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { chosenWorkspace, registerWorkspace } from "@/lib/sources/workspaces/registry";
import { checkedWindow } from "@/lib/sources/workspaces/windows";
import { huntById } from "@/lib/triage/catalogue/catalogue";
import { type BackfillInput, backfillInput, type RunSummary } from "@/lib/triage/catalogue/schema";
import { queueRun } from "./queue-run";
import { toRun } from "./run-dto";

/**
 * Starts a backfill of a past period, one day at a time: beside the hunt's other runs, and to be paused and
 * continued as one likes.
 * @throws AppError `forbidden` outside the actor's workspaces, `not_found`, `invalid_input`, `already_running` (with
 *   `runId`) while another backfill of the hunt is not over
 */
export async function startBackfill(ctx: Context, huntId: string, input: BackfillInput): Promise<RunSummary> {
	authorize(ctx.actor, "hunts.schedule");
	const { from, to, workspaceId } = parseInput(backfillInput, input);
	const window = checkedWindow(new Date(from), new Date(to));
	const hunt = await huntById(huntId);
	const workspace = chosenWorkspace(ctx.actor, workspaceId);
	await registerWorkspace(ctx, workspace);
	return ctx.db.$transaction(async (tx) => {
		const queued = await queueRun(tx, ctx, {
			hunt,
			workspaceId: workspace.id,
			window,
			trigger: "backfill",
		});
		if ("run" in queued) return toRun(queued.run);
		throw new AppError("already_running", "Another backfill of this hunt is still open.", {
			remedy: "Wait for it to end, or cancel it.",
			details: { runId: queued.active },
		});
	});
}
