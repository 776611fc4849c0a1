/** The windows of a run: planned once, asked one after the other, split where an answer is too much. */
import type { Database, Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { halved, parts, type TimeWindow } from "@/lib/sources/workspaces/windows";
import type { RunRow } from "./run-dto";

export type RunWindow = Prisma.RunWindowGetPayload<Record<string, never>>;

/** Windows that a run may come to: a person waits for it, a backfill has time. */
const MOST_WINDOWS = 200;
const MOST_BACKFILL_WINDOWS = 5_000;
/** Each time-out took minutes: after this many the rest stays unread. */
export const MOST_TIMEOUTS = 6;
/** Old time is read again a day at a time: small enough to be paused, resumed and watched. */
const BACKFILL_MS = 24 * 60 * 60_000;

/** Makes a run's windows, unless they are there: one, or for a backfill that can be divided one for each day. */
export async function planWindows(db: Database, run: RunRow, divisible: boolean): Promise<void> {
	const whole = { from: run.windowFrom, to: run.windowTo };
	const planned = run.trigger === "backfill" && divisible ? parts(whole, BACKFILL_MS) : [whole];
	await db.$transaction(async (tx) => {
		await tx.$executeRaw`SELECT 1 FROM "HuntRun" WHERE "id" = ${run.id}::uuid FOR UPDATE`;
		if ((await tx.runWindow.count({ where: { runId: run.id } })) > 0) return;
		await tx.runWindow.createMany({ data: planned.map((window) => ({ ...window, runId: run.id })) });
	});
}

/**
 * The window to ask next; null when all are asked. The earliest of a backfill. Of another run the longest: where there
 * are too many to ask them all, none is left much longer than another. After a time-out the earliest, which is the
 * shortest: it tells soonest whether any is short enough.
 */
export async function nextWaiting(db: Database | Transaction, run: RunRow): Promise<RunWindow | null> {
	const of = { runId: run.id, status: "waiting" as const };
	const orderBy = { from: "asc" as const };
	if (run.trigger === "backfill") return db.runWindow.findFirst({ where: of, orderBy });
	const waiting = await db.runWindow.findMany({ where: of, orderBy });
	const timedOut = await db.runWindow.count({ where: { runId: run.id, timedOut: true } });
	const [first = null] = timedOut > 0 ? waiting : waiting.sort((a, b) => lengthOf(b) - lengthOf(a));
	return first;
}

function lengthOf({ from, to }: TimeWindow): number {
	return to.getTime() - from.getTime();
}

/** Puts a window's halves in its place. @returns false when it is too short or there are too many already */
export async function split(
	db: Database,
	run: RunRow,
	window: RunWindow,
	timedOut: boolean,
): Promise<boolean> {
	const halves = halved(window);
	const most = run.trigger === "backfill" ? MOST_BACKFILL_WINDOWS : MOST_WINDOWS;
	const asked = await db.runWindow.count({ where: { runId: run.id } });
	if (halves === null || asked + halves.length > most) return false;
	await db.$transaction(async (tx) => {
		await updateWaiting(tx, window, { status: "split", timedOut });
		await tx.runWindow.createMany({ data: halves.map((half) => ({ ...half, runId: run.id })) });
	});
	return true;
}

/** Changes a window that waits. @throws Error when somebody else has settled it meanwhile, which ends the transaction */
export async function updateWaiting(
	tx: Transaction,
	window: RunWindow,
	data: Prisma.RunWindowUpdateManyMutationInput,
): Promise<void> {
	const { count } = await tx.runWindow.updateMany({ where: { id: window.id, status: "waiting" }, data });
	if (count !== 1) throw new Error("Another process has already read this window.");
}

export interface RunTotals {
	readonly rowsRead: number;
	readonly evidenceRows: number;
	readonly findingsNew: number;
	readonly findingsSeen: number;
	readonly findingsChanged: number;
}

/** What the windows that are settled have come to. */
export async function totals(db: Database | Transaction, runId: string): Promise<RunTotals> {
	const { _sum } = await db.runWindow.aggregate({
		where: { runId },
		_sum: {
			rowsRead: true,
			evidenceRows: true,
			findingsNew: true,
			findingsSeen: true,
			findingsChanged: true,
		},
	});
	return {
		rowsRead: _sum.rowsRead ?? 0,
		evidenceRows: _sum.evidenceRows ?? 0,
		findingsNew: _sum.findingsNew ?? 0,
		findingsSeen: _sum.findingsSeen ?? 0,
		findingsChanged: _sum.findingsChanged ?? 0,
	};
}

/** Up to where a run has no window that waits. */
export async function readUntil(tx: Transaction, run: RunRow): Promise<Date> {
	const { _min } = await tx.runWindow.aggregate({
		where: { runId: run.id, status: "waiting" },
		_min: { from: true },
	});
	return _min.from ?? run.windowTo;
}

/** Windows that are not wholly read, in the order of time. */
export async function incompleteWindows(
	tx: Transaction,
	runId: string,
): Promise<readonly { readonly window: TimeWindow; readonly why: string }[]> {
	const windows = await tx.runWindow.findMany({
		where: { runId, status: "incomplete" },
		orderBy: { from: "asc" },
	});
	return windows.map(({ from, to, reason }) => ({ window: { from, to }, why: reason ?? "" }));
}
