import { CASES_CHANNEL } from "@/lib/cases/record/record-event";
import { recordAudit } from "@/lib/platform/audit/record";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { notify } from "@/lib/platform/db/notify";
import { tell } from "@/lib/platform/inbox/tell";
import { readClocks } from "./read-clocks";
import { deadlineReceivers } from "./receivers";
import type { Target } from "./rules";

const LATE: Record<Target, string> = {
	acknowledge: "it was not acknowledged in time",
	contain: "it is not contained in time",
	resolve: "it is not resolved in time",
};

/**
 * Notifies people of what is overdue, each thing once: of the deadlines of a case its receivers (see
 * {@link deadlineReceivers}), of a task or next action no matter who it was given to.
 * @returns how many things
 */
export async function tellLate(ctx: Context): Promise<number> {
	authorize(ctx.actor, "cases.manage");
	return (await tellDeadlines(ctx)) + (await tellTasks(ctx)) + (await tellActions(ctx));
}

async function tellDeadlines(ctx: Context): Promise<number> {
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
			const fresh = await markTold(
				tx,
				row.id,
				late.map(({ target }) => target),
			);
			if (fresh.length === 0) return 0;
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
			const people = await tell(tx, ctx, await deadlineReceivers(tx, row, now), {
				kind: "watched",
				text: `Case #${row.number} “${row.title}”${row.ownerId === null ? " has no owner" : ""}: ${why}.`,
				href: `/cases/${row.number}`,
				workspaceId: row.workspaceId,
			});
			await notify(tx, CASES_CHANNEL, row.id);
			await recordAudit(tx, ctx, {
				verb: "cases.deadline_passed",
				target: ["case", row.id],
				after: { number: row.number, targets: fresh, told: people.length },
			});
			return fresh.length;
		});
	}
	return told;
}

async function tellTasks(ctx: Context): Promise<number> {
	const tasks = await ctx.db.caseTask.findMany({
		where: {
			status: { in: ["open", "doing"] },
			dueAt: { lte: ctx.now() },
			assigneeId: { not: null },
			case: { status: { not: "closed" }, mergedIntoId: null },
		},
		include: { case: { select: { id: true, number: true, workspaceId: true, deadline: true } } },
	});
	return await tellEach(
		ctx,
		tasks.map((task) => ({
			case: task.case,
			personId: task.assigneeId,
			key: `task:${task.id}:${task.assigneeId}@${task.dueAt?.toISOString()}`,
			text: `Task of case #${task.case.number} is overdue: ${task.title}`,
			href: `/cases/${task.case.number}?section=tasks#task-${task.id}`,
		})),
	);
}

async function tellActions(ctx: Context): Promise<number> {
	const rows = await ctx.db.case.findMany({
		where: {
			status: { not: "closed" },
			mergedIntoId: null,
			nextAction: { not: null },
			nextActionOwnerId: { not: null },
			nextActionAt: { lte: ctx.now() },
		},
		include: { deadline: true },
	});
	return await tellEach(
		ctx,
		rows.map((row) => ({
			case: row,
			personId: row.nextActionOwnerId,
			key: `action:${row.nextActionOwnerId}@${row.nextActionAt?.toISOString()}`,
			text: `The next action of case #${row.number} is overdue: ${row.nextAction}`,
			href: `/cases/${row.number}`,
		})),
	);
}

interface Overdue {
	readonly case: {
		readonly id: string;
		readonly number: number;
		readonly workspaceId: string;
		readonly deadline: { readonly told: readonly string[] } | null;
	};
	readonly personId: string | null;
	/** What it is, for whom and since when: another assignee or time makes it another thing to tell. */
	readonly key: string;
	readonly text: string;
	readonly href: string;
}

async function tellEach(ctx: Context, all: readonly Overdue[]): Promise<number> {
	let told = 0;
	for (const { case: of, personId, key, text, href } of all) {
		if (of.deadline?.told.includes(key)) continue;
		told += await ctx.db.$transaction(async (tx) => {
			if ((await markTold(tx, of.id, [key])).length === 0) return 0;
			await tell(tx, ctx, [personId], { kind: "assigned", text, href, workspaceId: of.workspaceId });
			await recordAudit(tx, ctx, {
				verb: "cases.deadline_passed",
				target: ["case", of.id],
				after: { number: of.number, overdue: text },
			});
			return 1;
		});
	}
	return told;
}

/** Writes down, over what others write at the same time, that these are told. @returns those that were not yet */
async function markTold<Key extends string>(
	tx: Transaction,
	caseId: string,
	keys: readonly Key[],
): Promise<Key[]> {
	await tx.$executeRaw`SELECT 1 FROM "Case" WHERE "id" = ${caseId}::uuid FOR NO KEY UPDATE`;
	const before = await tx.caseDeadline.findUnique({ where: { caseId } });
	const fresh = keys.filter((key) => !before?.told.includes(key));
	if (fresh.length === 0) return [];
	const told = [...(before?.told ?? []), ...fresh];
	await tx.caseDeadline.upsert({ where: { caseId }, create: { caseId, told }, update: { told } });
	return fresh;
}
