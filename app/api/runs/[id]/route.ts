import { route } from "@/lib/http/route";
import { getRun } from "@/lib/hunts/get-run";

export const GET = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await getRun(ctx, params.id)),
);
