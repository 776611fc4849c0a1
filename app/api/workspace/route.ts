import { route } from "@/lib/http/route";
import { workspaceAnswer } from "@/lib/hunts/answers";
import { workspaceInput } from "@/lib/hunts/schema";
import { workspaceOverview } from "@/lib/workspaces/overview";

export const GET = route(
	{
		summary: "Describes the workspace and its tables",
		permission: "workspace.read",
		query: workspaceInput,
		answers: { 200: workspaceAnswer },
		errors: ["not_found"],
	},
	async ({ ctx, query }) => Response.json(await workspaceOverview(ctx, query.workspace)),
);
