import type { Context } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { chosenWorkspace, registerWorkspace } from "@/lib/workspaces/registry";
import { huntById } from "./catalogue";
import { queueRun } from "./queue-run";
import { toRun } from "./run-dto";
import { type BackfillInput, backfillInput, type RunSummary } from "./schema";
import { checkedWindow } from "./windows";

/**
 * Begins to read a period of old time anew, a day at a time: beside the hunt's other runs, and to be paused and
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
		throw new AppError("already_running", "A backfill of this hunt is not over yet.", {
			remedy: "Let it end, or cancel it.",
			details: { runId: queued.active },
		});
	});
}
