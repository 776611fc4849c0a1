import type { CaseSeverity } from "@/lib/case-status";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import type { Case } from "@/lib/db/generated/client.ts";
import { defangedHost } from "@/lib/findings/defang";
import { attackOf } from "@/lib/hunts/catalogue";
import { actorRecord } from "@/lib/identity/actor";
import { addFromTemplate } from "@/lib/tasks/from-template";
import { defaultTemplate } from "@/lib/templates/find";
import { recordCaseEvent } from "./record-event";
import { type EscalatedClick, initialSeverity, initialTitle } from "./rules";

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
	await recordCaseEvent(tx, ctx, {
		caseId: row.id,
		kind: "created",
		data: {
			title: row.title,
			severity: row.severity,
			decisionId: start.decisionId ?? null,
			splitFrom: start.splitFrom ?? null,
		},
	});
	return row;
}
