import { nextActionsInput, writtenCases } from "@/lib/cases/cases/schema";
import { setNextActions } from "@/lib/cases/cases/set-next-actions";
import { route } from "@/lib/platform/http/route";

export const PUT = route(
	"Gives many cases the same next action",
	{
		body: nextActionsInput,
		description:
			"All of them or none. If some of them changed since their `version`, the 409 returns their current next actions in `cases`.",
		errors: ["not_found"],
	},
	writtenCases,
	setNextActions,
);
