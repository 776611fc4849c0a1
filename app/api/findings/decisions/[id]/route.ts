import { decisionResult, undoInput } from "@/lib/decisions/schema";
import { undoDecision } from "@/lib/decisions/undo";
import { route, uuid } from "@/lib/platform/http/route";

export const DELETE = route(
	"Undoes a decision",
	{
		id: uuid,
		query: undoInput,
		description:
			"Undoes it for all its findings, or with `finding` for that one alone. A finding that was decided again since is left alone and comes back as a conflict.",
	},
	decisionResult,
	undoDecision,
);
