import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { revokeToken } from "@/lib/platform/identity/revoke-token";
import { tokenAnswer } from "@/lib/platform/identity/token-schema";

export const DELETE = route(
	{
		summary: "Revokes an API token",
		permission: "tokens.own",
		params: uuidParams,
		answers: { 200: tokenAnswer },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await revokeToken(ctx, params.id)),
);
