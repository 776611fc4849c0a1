import { searchUsers } from "@/lib/findings/users";
import { searchRecord } from "@/lib/http/parse";
import { route } from "@/lib/http/route";

export const GET = route(async ({ ctx, url }) =>
	Response.json({ items: await searchUsers(ctx, searchRecord(url.searchParams)) }),
);
