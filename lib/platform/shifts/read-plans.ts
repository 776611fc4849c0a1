import type { Transaction } from "@/lib/platform/db/client";
import type { ShiftPlan } from "@/lib/platform/db/generated/client.ts";
import { plannedShift, type ShiftPlanDto } from "./plan-schema";
import { type Plan, shiftAt } from "./shifts";

/** Every plan that ever was, oldest first. */
export async function readPlans(db: Pick<Transaction, "shiftPlan">): Promise<Plan[]> {
	const rows = await db.shiftPlan.findMany({ orderBy: { validFrom: "asc" } });
	return rows.map(toPlan);
}

function toPlan({ validFrom, timeZone, shifts }: ShiftPlan): Plan {
	return { validFrom: validFrom.getTime(), timeZone, shifts: plannedShift.array().parse(shifts) };
}

/** The plan in force, and the shift of now. */
export async function readPlan(db: Pick<Transaction, "shiftPlan">, now: Date): Promise<ShiftPlanDto> {
	const last = await db.shiftPlan.findFirst({ orderBy: { version: "desc" } });
	if (last === null) {
		return { version: 0, timeZone: "UTC", shifts: [], validFrom: null, by: null, current: null };
	}
	const plan = toPlan(last);
	const shift = shiftAt([plan], now.getTime());
	return {
		version: last.version,
		timeZone: plan.timeZone,
		shifts: plan.shifts.map(({ people = [], ...shift }) => ({ ...shift, people: [...people] })),
		validFrom: last.validFrom.toISOString(),
		by: last.createdByName,
		current:
			shift === null
				? null
				: {
						name: shift.name,
						team: shift.team,
						from: new Date(shift.from).toISOString(),
						to: new Date(shift.to).toISOString(),
					},
	};
}
