import { SYSTEM } from "@/lib/platform/context/actor";
import { createContext } from "@/lib/platform/context/context";
import { defaultWorkspace } from "@/lib/sources/workspaces/registry";
import { stateOf } from "@/lib/sources/workspaces/state";
import { catalogue } from "@/lib/triage/catalogue/catalogue";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";
import { getRun } from "@/lib/triage/runs/get-run";
import { startRun } from "@/lib/triage/runs/start-run";

/** The hunt the product comes with; a catalogue without it simply has no first run. */
const SEED_HUNT = "user-clicked-through-events.yaml";

/**
 * On a sample workspace where nothing has ever run, runs the seed hunt over the sample's 90 days, so that the
 * first page a person sees has findings on it. The jobs must be running.
 * @returns the run, finished or still going after `patienceMs`; undefined where there was no reason for one.
 */
export async function runSeedHuntOnce(patienceMs: number): Promise<RunSummary | undefined> {
	if (!(await stateOf(defaultWorkspace())).sample) return undefined;
	const ctx = createContext(SYSTEM);
	if ((await ctx.db.huntRun.count()) > 0) return undefined;
	const hunt = (await catalogue()).hunts.find(({ file }) => file === SEED_HUNT);
	if (!hunt) return undefined;
	const { id } = await startRun(ctx, hunt.id, { preset: "90d" });
	const deadline = Date.now() + patienceMs;
	for (;;) {
		const run = await getRun(ctx, id);
		if (isFinished(run.status) || Date.now() > deadline) return run;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
