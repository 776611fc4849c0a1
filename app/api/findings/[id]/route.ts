import { getFinding } from "@/lib/findings/get";
import { route } from "@/lib/http/route";

export const GET = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json(await getFinding(ctx, params.id)),
);
