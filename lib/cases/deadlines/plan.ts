import type { Database, Transaction } from "@/lib/platform/db/client";
import type { DeadlinePlan } from "@/lib/platform/db/generated/client.ts";
import { DEFAULT_PLAN, type Plan } from "./rules";
import type { PlanDto } from "./schema";

/** The plan in force. */
export async function readPlan(db: Database | Transaction): Promise<Plan> {
	return toPlan(await db.deadlinePlan.findUnique({ where: { id: 1 } }));
}

export function toPlan(row: DeadlinePlan | null): Plan {
	return row === null
		? DEFAULT_PLAN
		: {
				...row,
				targets: row.targets as unknown as Plan["targets"],
				hours: row.hours as unknown as Plan["hours"],
			};
}

export function toPlanDto(row: DeadlinePlan | null): PlanDto {
	const { timeZone, targets, always, hours, holidays, pauseWaiting } = toPlan(row);
	return {
		version: row?.version ?? 0,
		timeZone,
		targets,
		always: [...always],
		hours: [...hours],
		holidays: [...holidays],
		pauseWaiting,
		updatedAt: row?.updatedAt.toISOString() ?? null,
		updatedBy: row?.updatedByName ?? null,
	};
}
