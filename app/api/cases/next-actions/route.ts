import { nextActionsInput, writtenCases } from "@/lib/cases/cases/schema";
import { setNextActions } from "@/lib/cases/cases/set-next-actions";
import { route } from "@/lib/platform/http/route";

export const PUT = route(
	{
		summary: "Gives many cases the same next action",
		description:
			"All of them or none. If some of them changed since their `version`, the 409 returns their current next actions in `cases`.",
		permission: "cases.work",
		body: nextActionsInput,
		answers: { 200: writtenCases },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, body }) => Response.json(await setNextActions(ctx, body)),
);
