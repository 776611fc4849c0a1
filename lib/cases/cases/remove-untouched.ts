import { CASES_CHANNEL } from "@/lib/cases/record/record-event";
import { isUntouched } from "@/lib/cases/record/rules";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";

/** What a case was begun by, as its first event has it. */
interface Began {
	readonly decisionId?: string | null;
	readonly splitFrom?: string | null;
}

/**
 * Removes a case that holds nothing and that nobody has touched, if it was begun by what is being taken back. The
 * caller has locked it, and records the audit.
 * @returns whether it is gone
 */
export async function removeUntouched(
	tx: Transaction,
	id: string,
	mine: (began: Began) => boolean,
): Promise<boolean> {
	const row = await tx.case.findUniqueOrThrow({
		where: { id },
		include: {
			events: { select: { kind: true, data: true }, orderBy: [{ at: "asc" }, { id: "asc" }], take: 10 },
			tasks: { where: { version: { gt: 1 } }, take: 1, select: { id: true } },
			incident: { select: { caseId: true } },
			_count: {
				select: {
					findings: true,
					comments: true,
					attachments: true,
					watchers: true,
					entities: true,
					merged: true,
					linksA: true,
					linksB: true,
				},
			},
		},
	});
	const { findings, ...others } = row._count;
	const traces = {
		version: row.version,
		findings,
		others: Object.values(others).reduce(
			(sum, count) => sum + count,
			row.tasks.length + (row.incident === null ? 0 : 1),
		),
		kinds: row.events.map(({ kind }) => kind),
	};
	const first = row.events.find(({ kind }) => kind === "created");
	if (first === undefined || !mine(first.data as Began) || !isUntouched(traces)) return false;
	await tx.caseTask.deleteMany({ where: { caseId: id } });
	await tx.caseEvent.deleteMany({ where: { caseId: id } });
	await tx.case.delete({ where: { id } });
	await notify(tx, CASES_CHANNEL, id);
	return true;
}
