import { route } from "@/lib/platform/http/route";
import { findingUsers, userSearchInput } from "@/lib/triage/findings/schema";
import { searchUsers } from "@/lib/triage/findings/users";

export const GET = route(
	{
		summary: "Suggests users that have findings",
		description: "The best matches only, so there is no next page.",
		permission: "findings.read",
		query: userSearchInput,
		answers: { 200: findingUsers },
	},
	async ({ ctx, query }) => Response.json({ items: await searchUsers(ctx, query) }),
);
