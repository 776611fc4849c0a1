import type { Context } from "@/lib/context";
import { authorize } from "@/lib/identity/permissions";
import { inScope } from "@/lib/identity/scope";
import type { WorkAnswer, WorkCount } from "./answers";
import { ownerOf } from "./own";

/** Of each kind at most; whoever has more has another problem. */
const MOST = 200;

const OF = { id: true, number: true, title: true, severity: true, status: true } as const;

/** What is open and the actor's. */
export async function ownWork(ctx: Context): Promise<WorkAnswer> {
	authorize(ctx.actor, "inbox.own");
	const me = ownerOf(ctx.actor);
	const open = { status: { not: "closed" as const }, mergedIntoId: null, ...inScope(ctx.actor) };
	const byDue = { sort: "asc", nulls: "last" } as const;
	const [cases, tasks, actions, watching] = await Promise.all([
		ctx.db.case.findMany({
			where: { ...open, ownerId: me },
			select: {
				...OF,
				dueAt: true,
				waitingFor: true,
				waitingSince: true,
				_count: { select: { tasks: { where: { status: { in: ["open", "doing"] } } } } },
			},
			orderBy: [{ dueAt: byDue }, { number: "asc" }],
			take: MOST,
		}),
		ctx.db.caseTask.findMany({
			where: { assigneeId: me, status: { in: ["open", "doing"] }, case: open },
			select: { id: true, title: true, status: true, blocking: true, dueAt: true, case: { select: OF } },
			orderBy: [{ dueAt: byDue }, { createdAt: "asc" }],
			take: MOST,
		}),
		ctx.db.case.findMany({
			where: { ...open, nextActionOwnerId: me, nextAction: { not: null } },
			select: { ...OF, nextAction: true, nextActionAt: true },
			orderBy: [{ nextActionAt: byDue }, { number: "asc" }],
			take: MOST,
		}),
		ctx.db.case.findMany({
			where: {
				...open,
				watchers: { some: { personId: me } },
				OR: [{ ownerId: null }, { ownerId: { not: me } }],
			},
			select: { ...OF, ownerName: true, updatedAt: true },
			orderBy: [{ updatedAt: "desc" }],
			take: MOST,
		}),
	]);
	return {
		cases: cases.map(({ dueAt, waitingSince, _count, ...rest }) => ({
			...rest,
			dueAt: dueAt?.toISOString() ?? null,
			waitingSince: waitingSince?.toISOString() ?? null,
			openTasks: _count.tasks,
		})),
		tasks: tasks.map(({ dueAt, case: of, status, ...rest }) => ({
			...rest,
			status: status === "doing" ? "doing" : "open",
			dueAt: dueAt?.toISOString() ?? null,
			of,
		})),
		actions: actions.map(({ nextAction, nextActionAt, ...of }) => ({
			text: nextAction ?? "",
			dueAt: nextActionAt?.toISOString() ?? null,
			of,
		})),
		watching: watching.map(({ ownerName, updatedAt, ...rest }) => ({
			...rest,
			owner: ownerName,
			updatedAt: updatedAt.toISOString(),
		})),
	};
}

/** What the number beside “My work” counts: unread items, and what of the actor's is overdue. */
export async function countWork(ctx: Context): Promise<WorkCount> {
	authorize(ctx.actor, "inbox.own");
	const me = ownerOf(ctx.actor);
	const open = { status: { not: "closed" as const }, mergedIntoId: null, ...inScope(ctx.actor) };
	const past = { lt: ctx.now() };
	const [unread, cases, tasks, actions] = await Promise.all([
		ctx.db.inboxItem.count({ where: { personId: me, readAt: null } }),
		ctx.db.case.count({ where: { ...open, ownerId: me, dueAt: past } }),
		ctx.db.caseTask.count({
			where: { assigneeId: me, status: { in: ["open", "doing"] }, dueAt: past, case: open },
		}),
		ctx.db.case.count({
			where: { ...open, nextActionOwnerId: me, nextAction: { not: null }, nextActionAt: past },
		}),
	]);
	return { unread, overdue: cases + tasks + actions };
}
