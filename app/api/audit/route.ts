import { searchAudit } from "@/lib/audit/search";
import { searchRecord } from "@/lib/http/parse";
import { route } from "@/lib/http/route";

export const GET = route(async ({ ctx, url }) =>
	Response.json(await searchAudit(ctx, searchRecord(url.searchParams))),
);
