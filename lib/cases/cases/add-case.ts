import { recordCaseEvent } from "@/lib/cases/record/record-event";
import { type EscalatedClick, initialSeverity, initialTitle } from "@/lib/cases/record/rules";
import { addFromTemplate } from "@/lib/cases/tasks/from-template";
import { defaultTemplate } from "@/lib/cases/templates/find";
import type { CaseSeverity } from "@/lib/core/case-status";
import { defangedHost } from "@/lib/core/defang";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import type { Transaction } from "@/lib/platform/db/client";
import type { Case } from "@/lib/platform/db/generated/client.ts";
import { attackOf } from "@/lib/triage/catalogue/catalogue";

export interface CaseStart {
	readonly workspaceId: string;
	readonly title?: string | undefined;
	readonly severity?: CaseSeverity | undefined;
	/** What it is about, to name and weigh it by. They are not linked here. */
	readonly findings: readonly (EscalatedClick & { readonly huntId: string })[];
	/** The escalation that begins it. */
	readonly decisionId?: string;
	/** The case that its findings were split from. */
	readonly splitFrom?: string;
}

/** Writes a new case with the tasks of the default template, in the transaction of whatever begins it. */
export async function addCase(tx: Transaction, ctx: Context, start: CaseStart): Promise<Case> {
	const at = ctx.now();
	const { actorId, actorName } = actorRecord(ctx.actor);
	const { tactics, techniques } = await attackOf(start.findings.map(({ huntId }) => huntId));
	const row = await tx.case.create({
		data: {
			workspaceId: start.workspaceId,
			title: start.title ?? initialTitle(start.findings, defangedHost),
			severity: start.severity ?? initialSeverity(start.findings),
			tactics,
			techniques,
			createdAt: at,
			updatedAt: at,
			createdById: actorId,
			createdByName: actorName,
		},
	});
	await addFromTemplate(tx, row.id, (await defaultTemplate(tx)).tasks, at);
	await recordCaseEvent(tx, ctx, row.id, "created", {
		title: row.title,
		severity: row.severity,
		decisionId: start.decisionId ?? null,
		splitFrom: start.splitFrom ?? null,
	});
	return row;
}
