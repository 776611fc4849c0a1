import { searchRecord } from "@/lib/http/parse";
import { route } from "@/lib/http/route";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import type { DeliveryListInput } from "@/lib/webhooks/schema";

export const GET = route<{ id: string }>(async ({ ctx, url, params }) =>
	Response.json(await listDeliveries(ctx, params.id, searchRecord(url.searchParams) as DeliveryListInput)),
);
