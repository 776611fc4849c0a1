import { route } from "@/lib/http/route";
import { getDelivery } from "@/lib/webhooks/get-delivery";

export const GET = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await getDelivery(ctx, params.id)),
);
