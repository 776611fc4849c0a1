import { route } from "@/lib/http/route";
import { testWebhook } from "@/lib/webhooks/test-webhook";

export const POST = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await testWebhook(ctx, params.id), { status: 202 }),
);
