import { caseDetail, statusInput, versionInput } from "@/lib/cases/cases/schema";
import { setCaseStatus } from "@/lib/cases/cases/set-status";
import { undoCaseStatus } from "@/lib/cases/cases/undo-status";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PUT = route(
	{
		summary: "Moves a case to another status, or closes it",
		description:
			"Closing a case as benign or false positive makes its escalated findings benign; as true positive it leaves " +
			"their decisions alone. Reopening undoes that verdict. The 409 says what is in the way: `case` with the current " +
			"state if someone changed it first, `tasks` that hold it open, `findingIds` that have changed, `openWork` of " +
			"other people: choose what to do with it in the body’s `openWork`; they are notified.",
		permission: "cases.work",
		params: uuidParams,
		body: statusInput,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await setCaseStatus(ctx, params.id, body)),
);

export const DELETE = route(
	{
		summary: "Undoes a case's last status change",
		description: "Undoing a closing also undoes the verdict it gave the findings.",
		permission: "cases.work",
		params: uuidParams,
		query: versionInput,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => Response.json(await undoCaseStatus(ctx, params.id, query)),
);
