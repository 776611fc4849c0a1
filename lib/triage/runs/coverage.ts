/** What time a hunt has read of a workspace: its watermark, and the gaps before it. */
import type { Transaction } from "@/lib/platform/db/client";
import { earlier, surelyPast } from "@/lib/platform/db/database-clock";
import { type TimeWindow, without } from "@/lib/sources/workspaces/windows";

/** Whose time it is. */
export interface Reader {
	readonly workspaceId: string;
	readonly huntId: string;
}

const NEVER_ASKED = "No run covered this time.";

export interface Read extends Reader {
	readonly window: TimeWindow;
	readonly runId: string;
	readonly at: Date;
	/** Why it is not wholly read; null when it is. */
	readonly missing: string | null;
}

/**
 * Takes down that a window was read, in the transaction that stores what was found in it: gaps it fills are filled,
 * what is missing of it is one, and so is the time since the last run that nobody asked for.
 */
export async function noteRead(
	tx: Transaction,
	{ window, runId, at, missing, ...reader }: Read,
): Promise<void> {
	await lockCoverage(tx, reader);
	await fillGaps(tx, reader, window, at);
	if (missing !== null) {
		await tx.huntGap.create({ data: { ...reader, ...window, reason: missing, runId, foundAt: at } });
	}
	const mark = await tx.huntWatermark.findUnique({ where: { workspaceId_huntId: { ...reader } } });
	// A window may end in the future, and this process's clock may be ahead: what is written then is not read.
	const until = earlier(window.to, await surelyPast(tx, at));
	if (mark !== null && window.from > mark.readUntil) {
		const skipped = { from: mark.readUntil, to: window.from };
		await tx.huntGap.create({ data: { ...reader, ...skipped, reason: NEVER_ASKED, foundAt: at } });
	}
	if (mark === null || until > mark.readUntil) {
		await tx.huntWatermark.upsert({
			where: { workspaceId_huntId: { ...reader } },
			create: { ...reader, readUntil: until },
			update: { readUntil: until },
		});
	}
}

/** Until the transaction ends, nobody else changes what a hunt has read of a workspace. */
export async function lockCoverage(tx: Transaction, { workspaceId, huntId }: Reader): Promise<void> {
	await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`coverage ${workspaceId} ${huntId}`}, 0))`;
}

/** What is left of a gap that is filled in part stays one. */
async function fillGaps(tx: Transaction, reader: Reader, window: TimeWindow, at: Date): Promise<void> {
	const touched = await tx.huntGap.findMany({
		where: { ...reader, filledAt: null, from: { lt: window.to }, to: { gt: window.from } },
	});
	if (touched.length === 0) return;
	await tx.huntGap.updateMany({
		where: { id: { in: touched.map(({ id }) => id) } },
		data: { filledAt: at },
	});
	await tx.huntGap.createMany({
		data: touched.flatMap(({ id: _, filledAt: __, from, to, ...gap }) =>
			without({ from, to }, window).map((left) => ({ ...gap, ...left })),
		),
	});
}
