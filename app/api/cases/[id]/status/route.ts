import { caseDetail, statusInput, versionInput } from "@/lib/cases/cases/schema";
import { setCaseStatus } from "@/lib/cases/cases/set-status";
import { undoCaseStatus } from "@/lib/cases/cases/undo-status";
import { route, uuid } from "@/lib/platform/http/route";

export const PUT = route(
	"Moves a case to another status, or closes it",
	{
		id: uuid,
		body: statusInput,
		description:
			"Closing a case as benign or false positive makes its escalated findings benign; as true positive it leaves " +
			"their decisions alone. Reopening undoes that verdict. The 409 says what is in the way: `case` with the current " +
			"state if someone changed it first, `tasks` that hold it open, `findingIds` that have changed, `openWork` of " +
			"other people: choose what to do with it in the body’s `openWork`; they are notified.",
	},
	caseDetail,
	setCaseStatus,
);

export const DELETE = route(
	"Undoes a case's last status change",
	{
		id: uuid,
		query: versionInput,
		description: "Undoing a closing also undoes the verdict it gave the findings.",
	},
	caseDetail,
	undoCaseStatus,
);
