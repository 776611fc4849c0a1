/** The windows of a run: planned once, asked in the order of time, split where an answer is too much. */
import type { Database, Transaction } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client.ts";
import type { RunRow } from "./run-dto";
import { halved, parts, type TimeWindow } from "./windows";

export type RunWindow = Prisma.RunWindowGetPayload<Record<string, never>>;

/** Windows that one run may come to. */
const MOST_WINDOWS = 5_000;
/** Each time-out took minutes: after this many the rest stays unread. */
export const MOST_TIMEOUTS = 6;
/** Old time is read anew a day at a time: small enough to be paused, resumed and watched. */
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

/** The earliest window that waits; null when all are asked. */
export async function nextWaiting(db: Database | Transaction, runId: string): Promise<RunWindow | null> {
	return db.runWindow.findFirst({ where: { runId, status: "waiting" }, orderBy: { from: "asc" } });
}

/** Puts a window's halves in its place. @returns false when it is too short or there are too many already */
export async function split(db: Database, window: RunWindow, timedOut: boolean): Promise<boolean> {
	const halves = halved(window);
	if (halves === null || (await db.runWindow.count({ where: { runId: window.runId } })) >= MOST_WINDOWS) {
		return false;
	}
	await db.$transaction(async (tx) => {
		await settleWindow(tx, window, { status: "split", timedOut });
		await tx.runWindow.createMany({ data: halves.map((half) => ({ ...half, runId: window.runId })) });
	});
	return true;
}

/** @throws Error when somebody else has settled it meanwhile, which ends the transaction */
export async function settleWindow(
	tx: Transaction,
	window: RunWindow,
	data: Prisma.RunWindowUpdateManyMutationInput,
): Promise<void> {
	const { count } = await tx.runWindow.updateMany({ where: { id: window.id, status: "waiting" }, data });
	if (count !== 1) throw new Error("Another process has read this window.");
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
