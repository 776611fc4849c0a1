import { AppError, changedSince } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { HuntSchedule } from "@/lib/platform/db/generated/client.ts";
import { chosenWorkspace, registerWorkspace } from "@/lib/sources/workspaces/registry";
import { huntById } from "@/lib/triage/catalogue/catalogue";
import { checkCron, slotsAfter } from "./cron";
import { listSchedules } from "./list";
import { type Schedule, type ScheduleInput, scheduleInput } from "./schema";

/**
 * Enables, schedules, pauses or resumes a hunt in one workspace. A slot is due from the next one on: what passed while
 * it was paused is read by the run that comes then, from where the last one ended.
 * @throws AppError `not_found`, `invalid_input` with the place, `conflict` when somebody was faster (with `schedule`)
 */
export async function changeSchedule(ctx: Context, huntId: string, input: ScheduleInput): Promise<Schedule> {
	authorize(ctx.actor, "hunts.schedule");
	const { workspaceId, version, enabled, cron, timeZone, paused } = parseInput(scheduleInput, input);
	if (cron !== null) checkCron({ cron, timeZone });
	const hunt = await huntById(huntId);
	const client = chosenWorkspace(ctx.actor, workspaceId);
	await registerWorkspace(ctx, client);
	const key = { workspaceId_huntId: { workspaceId: client.id, huntId: hunt.id } };
	const now = ctx.now();
	const stale = await ctx.db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`schedule ${client.id} ${hunt.id}`}, 0))`;
		const before = await tx.huntSchedule.findUnique({ where: key });
		if ((before?.version ?? 0) !== version) return true;
		const due = enabled && !paused && cron !== null;
		const data = {
			enabled,
			cron,
			timeZone,
			pausedAt: paused ? (before?.pausedAt ?? now) : null,
			nextAt: due ? (slotsAfter({ cron, timeZone }, now, 1)[0] ?? null) : null,
			version: version + 1,
			changedAt: now,
			changedByName: actorRecord(ctx.actor).actorName,
		};
		const after = await tx.huntSchedule.upsert({
			where: key,
			create: { workspaceId: client.id, huntId: hunt.id, ...data },
			update: data,
		});
		await recordAudit(tx, ctx, {
			verb: "hunts.schedule",
			target: ["hunt", hunt.id],
			...(before ? { before: audited(before) } : {}),
			after: audited(after),
		});
		return false;
	});
	const schedule = (await listSchedules(ctx, hunt.id)).find((one) => one.workspaceId === client.id);
	if (!schedule) throw new AppError("not_found", "Workspace not found.");
	if (stale) {
		throw changedSince("this schedule", { schedule });
	}
	return schedule;
}

function audited({ workspaceId, enabled, cron, timeZone, pausedAt }: HuntSchedule) {
	return { workspaceId, enabled, cron, timeZone, paused: pausedAt !== null };
}
