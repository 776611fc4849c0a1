import { route } from "@/lib/http/route";
import { cancelRun } from "@/lib/hunts/cancel-run";

export const POST = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await cancelRun(ctx, params.id), { status: 202 }),
);
