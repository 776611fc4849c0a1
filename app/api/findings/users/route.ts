import { findingUsers } from "@/lib/findings/answers";
import { userSearchInput } from "@/lib/findings/schema";
import { searchUsers } from "@/lib/findings/users";
import { route } from "@/lib/http/route";

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
