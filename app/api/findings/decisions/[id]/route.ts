import { undoDecision } from "@/lib/findings/undo";
import { route } from "@/lib/http/route";

export const DELETE = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await undoDecision(ctx, params.id)),
);
