import { recordAudit } from "@/lib/audit/record";
import { CASES_CHANNEL } from "@/lib/cases/record-event";
import type { Context } from "@/lib/context";
import { notify } from "@/lib/db/notify";
import { actorRecord } from "@/lib/identity/actor";
import { authorize } from "@/lib/identity/permissions";
import { tell } from "@/lib/inbox/tell";
import { readClocks } from "./read-clocks";
import type { Target } from "./rules";

const LATE: Record<Target, string> = {
	acknowledge: "nobody has taken it in time",
	contain: "it is not contained in time",
	resolve: "it is not resolved in time",
};

/**
 * Tells owners and watchers of deadlines that have passed, each once; a case without both is told to nobody and
 * shows it. @returns deadlines that were told
 */
export async function tellLate(ctx: Context): Promise<number> {
	authorize(ctx.actor, "cases.manage");
	const now = ctx.now();
	const rows = await ctx.db.case.findMany({
		where: { status: { not: "closed" }, mergedIntoId: null },
		include: { deadline: true, watchers: { select: { personId: true } } },
	});
	const clocks = await readClocks(ctx.db, rows, now);
	let told = 0;
	for (const row of rows) {
		const late = (clocks.get(row.id) ?? []).filter(
			({ target, state }) => state === "late" && !row.deadline?.told.includes(target),
		);
		if (late.length === 0) continue;
		told += await ctx.db.$transaction(async (tx) => {
			await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" = ${row.id}::uuid FOR NO KEY UPDATE`;
			const before = await tx.caseDeadline.findUnique({ where: { caseId: row.id } });
			const fresh = late.map(({ target }) => target).filter((target) => !before?.told.includes(target));
			if (fresh.length === 0) return 0;
			const all = [...(before?.told ?? []), ...fresh];
			await tx.caseDeadline.upsert({
				where: { caseId: row.id },
				create: { caseId: row.id, told: all },
				update: { told: all },
			});
			for (const target of fresh) {
				await tx.caseEvent.create({
					data: {
						caseId: row.id,
						kind: "deadline_passed",
						data: { target },
						at: now,
						...actorRecord(ctx.actor),
					},
				});
			}
			const why = fresh.map((target) => LATE[target]).join(", and ");
			await tell(tx, ctx, [row.ownerId, ...row.watchers.map(({ personId }) => personId)], {
				kind: "watched",
				text: `Case #${row.number} “${row.title}”: ${why}.`,
				href: `/cases/${row.number}`,
			});
			await notify(tx, CASES_CHANNEL, row.id);
			await recordAudit(tx, ctx, [
				{
					verb: "cases.deadline_passed",
					targetKind: "case",
					targetId: row.id,
					after: { number: row.number, targets: fresh },
				},
			]);
			return fresh.length;
		});
	}
	return told;
}
