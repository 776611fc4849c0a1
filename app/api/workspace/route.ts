import { parseInput } from "@/lib/core/input/parse";
import { route } from "@/lib/platform/http/route";
import { workspaceOverview } from "@/lib/sources/workspaces/overview";
import { workspaceAnswer } from "@/lib/sources/workspaces/workspace-state";
import { workspaceInput } from "@/lib/triage/catalogue/schema";

export const GET = route(
	"Describes the workspace and its tables",
	{ query: workspaceInput, errors: ["not_found"] },
	workspaceAnswer,
	(ctx, query) => workspaceOverview(ctx, parseInput(workspaceInput, query).workspace),
);
