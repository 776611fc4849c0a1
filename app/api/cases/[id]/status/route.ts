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
			"their decisions alone. Reopening undoes that verdict. The 409 says what is in the way: `case` as it stands " +
			"when somebody was faster, `tasks` that hold it open, `findingIds` that have changed, `openWork` of other " +
			"people: choose what becomes of it in the body’s `openWork`, and they are notified.",
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
		summary: "Takes a case's last change of status back",
		description: "With the verdict that a closing wrote to its findings.",
		permission: "cases.work",
		params: uuidParams,
		query: versionInput,
		answers: { 200: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => Response.json(await undoCaseStatus(ctx, params.id, query)),
);
