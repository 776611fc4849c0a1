import { route } from "@/lib/http/route";
import { getHunt } from "@/lib/hunts/get";

export const GET = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await getHunt(ctx, params.id)),
);
