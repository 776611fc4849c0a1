import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { workspacesOf } from "@/lib/sources/workspaces/registry";
import { huntById } from "@/lib/triage/catalogue/catalogue";
import { slotsAfter } from "./cron";
import type { Schedule } from "./schema";

/** Slots shown ahead. */
const AHEAD = 5;

/** How a hunt runs in each of the actor's workspaces, the default one first. @throws AppError `not_found` */
export async function listSchedules(ctx: Context, huntId: string): Promise<Schedule[]> {
	authorize(ctx.actor, "hunts.read");
	const { id } = await huntById(huntId);
	const clients = workspacesOf(ctx.actor);
	const where = { huntId: id, workspaceId: { in: clients.map((client) => client.id) } };
	const [rows, marks, slots] = await Promise.all([
		ctx.db.huntSchedule.findMany({ where }),
		ctx.db.huntWatermark.findMany({ where }),
		ctx.db.huntSlot.findMany({ where, orderBy: { at: "desc" }, distinct: ["workspaceId"] }),
	]);
	return clients.map((client) => {
		const of = <T extends { workspaceId: string }>(all: readonly T[]) =>
			all.find(({ workspaceId }) => workspaceId === client.id);
		const row = of(rows);
		const slot = of(slots);
		const { cron = null, timeZone = "UTC" } = row ?? {};
		const due = cron !== null && (row?.enabled ?? true) && row?.pausedAt === null;
		return {
			workspaceId: client.id,
			workspaceName: client.name,
			enabled: row?.enabled ?? true,
			cron,
			timeZone,
			paused: (row?.pausedAt ?? null) !== null,
			next: due ? slotsAfter({ cron, timeZone }, ctx.now(), AHEAD).map((at) => at.toISOString()) : [],
			lastSlot: slot ? { at: slot.at.toISOString(), runId: slot.runId, skipped: slot.skipped } : null,
			readUntil: of(marks)?.readUntil.toISOString() ?? null,
			version: row?.version ?? 0,
		};
	});
}
