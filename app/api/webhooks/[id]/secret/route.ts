import { route } from "@/lib/http/route";
import { rotateSecret } from "@/lib/webhooks/rotate";

export const POST = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await rotateSecret(ctx, params.id), { headers: { "cache-control": "no-store" } }),
);
