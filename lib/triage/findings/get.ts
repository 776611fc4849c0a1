import { z } from "zod";
import { fromRow } from "@/lib/core/answer";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { inScope } from "@/lib/platform/context/scope";
import { linkedNames } from "@/lib/platform/identity/linked-names";
import { huntName } from "@/lib/triage/catalogue/catalogue";
import { personRef, SUMMARY_SELECT, toSummary } from "./dto";
import { mailId } from "./mail-rules";
import type { BenignReason, FindingChanges } from "./rules";
import { type ActivityDecision, type FindingActivity, type FindingDetail, findingDetail } from "./schema";
import type { Standing } from "./standing";

type Rows = readonly Record<string, unknown>[];

/** A finding with its evidence, its raw rows and what happened to it. @throws AppError `not_found` */
export async function getFinding(ctx: Context, findingId: string): Promise<FindingDetail> {
	authorize(ctx.actor, "findings.read");
	const id = parseInput(z.uuid(), findingId);
	const finding = await ctx.db.finding.findFirst({
		where: { id, ...inScope(ctx.actor) },
		select: {
			...SUMMARY_SELECT,
			accountKey: true,
			reportId: true,
			networkMessageId: true,
			urlChain: true,
			appName: true,
			detectionMethods: true,
			rows: true,
			evidence: true,
			workspace: { select: { name: true } },
			inCase: {
				select: {
					case: { select: { id: true, number: true, title: true, status: true, severity: true } },
				},
			},
			events: { orderBy: [{ at: "asc" }, { version: "asc" }] },
		},
	});
	if (!finding) throw new AppError("not_found", "Finding not found.");
	const links = await linkedNames(ctx.db);
	const decisions = await decisionsOf(ctx, finding.events);
	const sameUser =
		finding.accountKey === ""
			? 0
			: await ctx.db.finding.count({
					where: {
						accountKey: finding.accountKey,
						huntId: finding.huntId,
						id: { not: id },
						...inScope(ctx.actor),
					},
				});
	return {
		...fromRow(findingDetail, finding),
		...toSummary(finding, links),
		huntName: await huntName(finding.huntId),
		workspaceName: finding.workspace.name,
		networkMessageId: mailId(finding.networkMessageId),
		rows: finding.rows as Rows,
		evidence: finding.evidence as Rows,
		sameUser,
		case: finding.inCase?.case ?? null,
		activity: finding.events.map(
			(event): FindingActivity => ({
				...fromRow(findingDetail.shape.activity.element, event),
				by: personRef(event.actorId, event.actorName, event.actorVerified, links),
				reason: event.reason as BenignReason | null,
				changes: event.changes as FindingChanges | null,
				decision: decisions(event),
			}),
		),
	};
}

interface DecidedEvent {
	readonly decisionId: string | null;
	readonly before: unknown;
}

/** Reads the decisions that events name. @returns what is known of the one an event names */
async function decisionsOf(
	ctx: Context,
	events: readonly DecidedEvent[],
): Promise<(event: DecidedEvent) => ActivityDecision | null> {
	const ids = [...new Set(events.flatMap(({ decisionId }) => decisionId ?? []))];
	const rows = await ctx.db.decision.findMany({
		where: { id: { in: ids } },
		select: { id: true, count: true, caseId: true },
	});
	const cases = await ctx.db.case.findMany({
		where: { id: { in: rows.flatMap(({ caseId }) => caseId ?? []) } },
		select: { id: true, number: true },
	});
	return ({ decisionId, before }) => {
		const row = rows.find(({ id }) => id === decisionId);
		if (row === undefined) return null;
		return {
			id: row.id,
			findings: row.count,
			before: (before as Standing | null)?.status ?? "new",
			closing: cases.find(({ id }) => id === row.caseId) ?? null,
		};
	};
}
