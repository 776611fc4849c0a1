import { route } from "@/lib/http/route";
import { workspaceAnswer } from "@/lib/hunts/answers";
import { workspaceOverview } from "@/lib/workspaces/overview";

export const GET = route(
	{
		summary: "Describes the workspace and its tables",
		permission: "workspace.read",
		answers: { 200: workspaceAnswer },
	},
	async ({ ctx }) => Response.json(await workspaceOverview(ctx)),
);
