import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import { highlight } from "@/lib/sources/kql/highlight";
import type { RunDetail, RunSummary } from "@/lib/triage/catalogue/schema";
import { type RunRow, toRun } from "./run-dto";

/** @throws AppError `not_found` */
export async function getRun(ctx: Context, runId: string): Promise<RunSummary> {
	authorize(ctx.actor, "hunts.read");
	const row = await ctx.db.huntRun.findFirst({
		where: { id: parseInput(z.uuid(), runId), ...inScope(ctx.actor) },
	});
	if (!row) throw new AppError("not_found", "Run not found.");
	return { ...toRun(row), ...(await waitingFor(ctx, row)) };
}

/** A queued run that has not started while others run waits for a place. */
async function waitingFor(
	ctx: Context,
	{ status, trigger }: RunRow,
): Promise<Pick<RunSummary, "waiting"> | null> {
	if (status !== "queued") return null;
	const before = trigger === "backfill" ? trigger : { not: "backfill" as const };
	const running = await ctx.db.huntRun.findFirst({
		where: { status: "running", trigger: before },
		select: { id: true },
	});
	return running && { waiting: { for: "place" } };
}

/** A run with its query, for the run's own page. @throws AppError `not_found` */
export async function getRunDetail(ctx: Context, runId: string): Promise<RunDetail> {
	authorize(ctx.actor, "hunts.read");
	const row = await ctx.db.huntRun.findFirst({
		where: { id: parseInput(z.uuid(), runId), ...inScope(ctx.actor) },
		include: { workspace: true },
	});
	if (!row) throw new AppError("not_found", "Run not found.");
	return {
		...toRun(row),
		...(await waitingFor(ctx, row)),
		workspaceName: row.workspace.name,
		workspaceKind: row.workspace.kind,
		kql: row.kql,
		highlighted: highlight(row.kql),
		attempts: row.attempt,
	};
}
