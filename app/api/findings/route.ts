import { listFindings } from "@/lib/findings/list";
import { searchRecord } from "@/lib/http/parse";
import { route } from "@/lib/http/route";

export const GET = route(async ({ ctx, url }) =>
	Response.json(await listFindings(ctx, searchRecord(url.searchParams))),
);
