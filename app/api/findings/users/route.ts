import { route } from "@/lib/platform/http/route";
import { findingUsers, userSearchInput } from "@/lib/triage/findings/schema";
import { searchUsers } from "@/lib/triage/findings/users";

export const GET = route(
	"Suggests users that have findings",
	{ query: userSearchInput, description: "The best matches only, so there is no next page." },
	findingUsers,
	async (ctx, query) => ({ items: await searchUsers(ctx, query) }),
);
