import { route } from "@/lib/platform/http/route";
import { workspaceOverview } from "@/lib/sources/workspaces/overview";
import { workspaceAnswer } from "@/lib/sources/workspaces/workspace-state";
import { workspaceInput } from "@/lib/triage/catalogue/schema";

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
