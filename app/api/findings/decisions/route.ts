import { decide } from "@/lib/findings/decide";
import type { DecisionInputBody } from "@/lib/findings/schema";
import { readJson, route } from "@/lib/http/route";

export const POST = route(async ({ ctx, request }) =>
	Response.json(await decide(ctx, (await readJson(request)) as DecisionInputBody)),
);
