import { route } from "@/lib/http/route";
import { workspaceOverview } from "@/lib/workspaces/overview";

export const GET = route(async ({ ctx }) => Response.json(await workspaceOverview(ctx)));
