import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";
import { revokeToken } from "@/lib/identity/revoke-token";
import { tokenAnswer } from "@/lib/identity/token-schema";

export const DELETE = route(
	{
		summary: "Ends an API token at once",
		permission: "tokens.own",
		params: uuidParams,
		answers: { 200: tokenAnswer },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await revokeToken(ctx, params.id)),
);
