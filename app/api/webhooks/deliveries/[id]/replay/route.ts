import { route } from "@/lib/http/route";
import { replayDelivery } from "@/lib/webhooks/replay";

export const POST = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await replayDelivery(ctx, params.id), { status: 202 }),
);
