import { byDue, byUrgency, pressingClock } from "@/lib/cases/cases/urgency";
import { CLOCKED, type Clocked, readClocks, toClockDto } from "@/lib/cases/deadlines/read-clocks";
import type { ClockDto } from "@/lib/cases/deadlines/schema";
import { type UntriagedRow, untriagedSql } from "@/lib/handovers/handovers/numbers-sql";
import type { Context } from "@/lib/platform/context/context";
import { authorize, may } from "@/lib/platform/context/permissions";
import { inScope, scopeOf } from "@/lib/platform/context/scope";
import type { Case, Prisma } from "@/lib/platform/db/generated/client.ts";
import { countUnread, ownerOf } from "@/lib/platform/inbox/own";
import type { WorkAnswer, WorkCount } from "./work-answers";

/** Of each kind at most; anyone who has more has another problem. */
const MOST = 200;
/** Cases without an owner that are listed; they are counted all. */
const UNASSIGNED = 20;

const DAY_MS = 86_400_000;

const OF = { id: true, number: true, title: true, severity: true, status: true } as const;
function openCases(ctx: Context) {
	return { status: { not: "closed" as const }, mergedIntoId: null, ...inScope(ctx.actor) };
}

/** What is open and the actor's, and what nobody has taken yet. */
export async function ownWork(ctx: Context): Promise<WorkAnswer> {
	authorize(ctx.actor, "inbox.own");
	const me = ownerOf(ctx.actor);
	const open = openCases(ctx);
	const byDueAt = { sort: "asc", nulls: "last" } as const;
	const [cases, tasks, actions, watching, unassigned, untriaged] = await Promise.all([
		ctx.db.case.findMany({
			where: { ...open, ownerId: me },
			select: {
				...OF,
				...CLOCKED,
				waitingFor: true,
				_count: { select: { tasks: { where: { status: { in: ["open", "doing"] } } } } },
			},
		}),
		ctx.db.caseTask.findMany({
			where: { assigneeId: me, status: { in: ["open", "doing"] }, case: open },
			select: { id: true, title: true, status: true, blocking: true, dueAt: true, case: { select: OF } },
			orderBy: [{ dueAt: byDueAt }, { createdAt: "asc" }],
			take: MOST,
		}),
		ctx.db.case.findMany({
			where: { ...open, nextActionOwnerId: me, nextAction: { not: null } },
			select: { ...OF, nextAction: true, nextActionAt: true },
			orderBy: [{ nextActionAt: byDueAt }, { number: "asc" }],
			take: MOST,
		}),
		ctx.db.case.findMany({
			where: {
				...open,
				watchers: { some: { personId: me } },
				OR: [{ ownerId: null }, { ownerId: { not: me } }],
			},
			select: { ...OF, ...CLOCKED, ownerName: true, updatedAt: true },
			orderBy: [{ updatedAt: "desc" }],
			take: MOST,
		}),
		unassignedCases(ctx),
		untriagedFindings(ctx),
	]);
	const clocks = await clocksOf(ctx, [...cases, ...watching]);
	return {
		cases: cases
			.map(({ dueAt, waitingFor, waitingSince, _count, ...row }) => ({
				...named(row),
				dueAt: dueAt?.toISOString() ?? null,
				clocks: clocks(row.id),
				waitingFor,
				waitingSince: waitingSince?.toISOString() ?? null,
				openTasks: _count.tasks,
			}))
			.toSorted(byPressing)
			.slice(0, MOST),
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
		watching: watching.map((row) => ({
			...named(row),
			owner: row.ownerName,
			updatedAt: row.updatedAt.toISOString(),
			clocks: clocks(row.id),
		})),
		unassigned,
		untriaged,
	};
}

function named({ id, number, title, severity, status }: Pick<Case, keyof typeof OF>) {
	return { id, number, title, severity, status };
}

async function clocksOf(ctx: Context, rows: readonly Clocked[]): Promise<(id: string) => ClockDto[]> {
	const clocks = await readClocks(ctx.db, rows, ctx.now());
	return (id) => (clocks.get(id) ?? []).map(toClockDto);
}

interface Pressed {
	readonly number: number;
	readonly severity: Case["severity"];
	readonly clocks: readonly ClockDto[];
}

/** What is overdue first, the worst of it leading; then what is due next. */
function byPressing(one: Pressed, other: Pressed): number {
	const [first, second] = [pressingClock(one.clocks), pressingClock(other.clocks)];
	const late = Number(second?.state === "late") - Number(first?.state === "late");
	if (late !== 0) return late;
	if (first?.state === "late") return byUrgency(one, other);
	return byDue(first?.dueAt ?? null, second?.dueAt ?? null) || byUrgency(one, other);
}

async function unassignedCases(ctx: Context): Promise<WorkAnswer["unassigned"]> {
	if (!may(ctx.actor, "cases.work")) return { count: 0, overdue: 0, soon: 0, items: [] };
	const rows = await ctx.db.case.findMany({
		where: { ...openCases(ctx), ownerId: null },
		select: { ...OF, ...CLOCKED },
	});
	const clocks = await clocksOf(ctx, rows);
	const soon = ctx.now().getTime() + DAY_MS;
	const items = rows
		.map((row) => ({ ...named(row), clocks: clocks(row.id) }))
		.filter((row) => pressingClock(row.clocks) !== null)
		.toSorted(byUrgency);
	const pressing = items.map((row) => pressingClock(row.clocks));
	return {
		count: items.length,
		overdue: pressing.filter((clock) => clock?.state === "late").length,
		soon: pressing.filter((clock) => clock?.state === "running" && Date.parse(clock.dueAt) < soon).length,
		items: items.slice(0, UNASSIGNED),
	};
}

async function untriagedFindings(ctx: Context): Promise<WorkAnswer["untriaged"]> {
	const scope = scopeOf(ctx.actor);
	// An empty list would ask for every workspace.
	if (!may(ctx.actor, "findings.decide") || scope?.length === 0) {
		return { count: 0, clickedThrough: 0, oldestAt: null };
	}
	const now = ctx.now();
	const [row] = await ctx.db.$queryRaw<UntriagedRow[]>(
		untriagedSql({ workspaces: scope ?? [], from: now, to: now }),
	);
	return {
		count: row?.count ?? 0,
		clickedThrough: row?.clicked ?? 0,
		oldestAt: row?.oldest?.toISOString() ?? null,
	};
}

/** What the number beside “My work” counts: unread items, and what of the actor's is overdue. */
export async function countWork(ctx: Context): Promise<WorkCount> {
	authorize(ctx.actor, "inbox.own");
	const me = ownerOf(ctx.actor);
	const open = openCases(ctx);
	const past = { lt: ctx.now() };
	const [unread, cases, tasks, actions] = await Promise.all([
		countUnread(ctx),
		lateCases(ctx, { ...open, ownerId: me }),
		ctx.db.caseTask.count({
			where: { assigneeId: me, status: { in: ["open", "doing"] }, dueAt: past, case: open },
		}),
		ctx.db.case.count({
			where: { ...open, nextActionOwnerId: me, nextAction: { not: null }, nextActionAt: past },
		}),
	]);
	return { unread, overdue: cases + tasks + actions };
}

/** How many of these cases have a deadline that has passed. */
async function lateCases(ctx: Context, where: Prisma.CaseWhereInput): Promise<number> {
	const rows = await ctx.db.case.findMany({ where, select: { ...OF, ...CLOCKED } });
	const clocks = await clocksOf(ctx, rows);
	return rows.filter(({ id }) => pressingClock(clocks(id))?.state === "late").length;
}
