import { CASES_CHANNEL } from "@/lib/cases/record/record-event";
import { AppError } from "@/lib/core/errors";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import { type CaseIncident, Prisma } from "@/lib/platform/db/generated/client.ts";
import { holdLock } from "@/lib/platform/db/lock";
import { notify } from "@/lib/platform/db/notify";
import { enqueuePush } from "@/lib/platform/jobs/incident-push";
import { logger } from "@/lib/platform/telemetry/logger";
import type { IncidentsApi } from "@/lib/sources/workspaces/incidents-api";
import { incidentsOf } from "./api";
import { incidentContent } from "./content";
import { noteIncident } from "./note";
import { type Pushed, pushIncident } from "./push";
import { pushDelayMs } from "./rules";

export interface SyncOptions {
	/** Fires when the process is asked to stop: what was not pushed is pushed later. */
	readonly signal?: AbortSignal;
	/** Default: the configured one of the case's workspace. */
	readonly api?: IncidentsApi;
}

/**
 * Pushes what is due of a case to its incident and looks at what has changed there; one at a time across all
 * replicas. How it went is recorded, never thrown.
 */
export async function syncIncident(ctx: Context, caseId: string, options: SyncOptions = {}): Promise<void> {
	authorize(ctx.actor, "cases.work");
	// Looked for again after each round: anyone who asked while the lock was held has gone away.
	for (let row = await due(ctx, caseId); row !== null; row = await due(ctx, caseId)) {
		const lock = await holdLock(`incident ${caseId}`);
		if (!lock) return;
		try {
			const signals = options.signal ? [lock.lost, options.signal] : [lock.lost];
			await round(ctx, row, { ...options, signal: AbortSignal.any(signals) });
		} finally {
			await lock.release();
		}
	}
}

async function due(ctx: Context, caseId: string): Promise<CaseIncident | null> {
	return ctx.db.caseIncident.findFirst({ where: { caseId, nextAttemptAt: { lte: ctx.now() } } });
}

async function round(ctx: Context, { caseId }: CaseIncident, options: SyncOptions): Promise<void> {
	const row = await due(ctx, caseId);
	if (row === null) return;
	try {
		const [content, { workspaceId }] = await Promise.all([
			incidentContent(ctx.db, caseId, row.incidentId),
			ctx.db.case.findUniqueOrThrow({ where: { id: caseId }, select: { workspaceId: true } }),
		]);
		if (content === null) throw new AppError("not_found", "The case no longer exists.");
		const api =
			options.api ?? incidentsOf(workspaceId, options.signal === undefined ? {} : { signal: options.signal });
		const pushed = await pushIncident(api, row, content, async (sending, labels) => {
			await ctx.db.caseIncident.update({
				where: { caseId },
				data: {
					sending: sending as unknown as Prisma.InputJsonValue,
					sentLabels: [...new Set([...row.sentLabels, ...labels])],
				},
			});
		});
		await succeed(ctx, row, pushed, content.labels);
	} catch (error) {
		options.signal?.throwIfAborted();
		await fail(ctx, row, error);
	}
}

async function succeed(
	ctx: Context,
	row: CaseIncident,
	{ theirs, omitted, bookmarks, pushed, ...shown }: Pushed,
	labels: readonly string[],
): Promise<void> {
	const now = ctx.now();
	const { caseId, incidentId } = row;
	await ctx.db.$transaction(async (tx) => {
		const { requested } = await lock(tx, caseId);
		const more = requested > row.requested;
		await tx.caseIncident.update({
			where: { caseId },
			data: {
				...shown,
				state: theirs === null ? "pushed" : "differs",
				done: row.requested,
				attempts: 0,
				problem: Prisma.DbNull,
				pushed: json(pushed),
				...(theirs === null
					? { sending: Prisma.DbNull, sentLabels: [...labels], overruled: Prisma.DbNull, pushedAt: now }
					: {}),
				theirs: json(theirs),
				bookmarks: bookmarks as Prisma.InputJsonObject,
				omitted: json(omitted),
				checkedAt: now,
				nextAttemptAt: more ? now : null,
			},
		});
		const first = row.pushedAt === null && theirs === null;
		const turned = theirs !== null && row.state !== "differs";
		if (turned) await noteIncident(tx, ctx, caseId, "incident_changed", { number: shown.number });
		if (!first && !turned) return notify(tx, CASES_CHANNEL, caseId);
		await recordAudit(tx, ctx, {
			verb: first ? "cases.incident_pushed" : "cases.incident_changed",
			target: ["case", caseId],
			after: {
				incidentId,
				number: shown.number,
				...(theirs === null ? {} : { theirs: theirs as Prisma.InputJsonValue }),
			},
		});
	});
}

async function fail(ctx: Context, row: CaseIncident, error: unknown): Promise<void> {
	const known =
		error instanceof AppError ? error : new AppError("internal", "The push failed.", { cause: error });
	if (known !== error) logger().error({ err: error, case: row.caseId }, "a push to Sentinel failed");
	const now = ctx.now();
	const attempts = row.attempts + 1;
	const nextAttemptAt = new Date(now.getTime() + pushDelayMs(attempts, Math.random()));
	await ctx.db.$transaction(async (tx) => {
		await lock(tx, row.caseId);
		await tx.caseIncident.update({
			where: { caseId: row.caseId },
			data: {
				state: "failing",
				attempts,
				nextAttemptAt,
				checkedAt: now,
				problem: { code: known.code, message: known.message, remedy: known.remedy ?? null },
			},
		});
		await enqueuePush(tx, row.caseId, nextAttemptAt);
		if (attempts > 1) return notify(tx, CASES_CHANNEL, row.caseId);
		await noteIncident(tx, ctx, row.caseId, "incident_failed", { problem: known.message });
	});
}

async function lock(tx: Transaction, caseId: string): Promise<{ requested: number }> {
	const [row] = await tx.$queryRaw<{ requested: number }[]>`
		SELECT "requested" FROM "CaseIncident" WHERE "caseId" = ${caseId}::uuid FOR NO KEY UPDATE`;
	if (row === undefined) throw new AppError("not_found", "The case no longer has an incident.");
	return row;
}

function json(value: unknown) {
	return value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue);
}
