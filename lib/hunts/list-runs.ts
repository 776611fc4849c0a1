import { z } from "zod";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/http/parse";
import { authorize } from "@/lib/identity/permissions";
import { toRun } from "./run-dto";
import type { RunSummary } from "./schema";

const listRunsInput = z.object({
	huntId: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** Runs, newest first. */
export async function listRuns(ctx: Context, input: z.input<typeof listRunsInput>): Promise<RunSummary[]> {
	authorize(ctx.actor, "hunts.read");
	const { huntId, limit } = parseInput(listRunsInput, input);
	const rows = await ctx.db.huntRun.findMany({
		where: huntId ? { huntId } : {},
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: limit,
	});
	return rows.map(toRun);
}
