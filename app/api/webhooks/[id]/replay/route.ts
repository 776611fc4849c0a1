import { route } from "@/lib/http/route";
import { replayDead } from "@/lib/webhooks/replay";

export const POST = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await replayDead(ctx, params.id), { status: 202 }),
);
