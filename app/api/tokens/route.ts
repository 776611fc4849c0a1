import { route } from "@/lib/platform/http/route";
import { createToken } from "@/lib/platform/identity/create-token";
import { listTokens } from "@/lib/platform/identity/list-tokens";
import { newTokenAnswer, tokenInput, tokenListAnswer } from "@/lib/platform/identity/token-schema";

export const GET = route(
	{
		summary: "Lists your API tokens",
		description: "Administrators also get everyone else's, and those of services.",
		permission: "tokens.own",
		answers: { 200: tokenListAnswer },
	},
	async ({ ctx }) => Response.json(await listTokens(ctx)),
);

export const POST = route(
	{
		summary: "Creates an API token",
		description:
			"The token can do what `permissions` names and nothing else. Only this answer holds the secret. " +
			"Only administrators can create tokens for services.",
		permission: "tokens.own",
		body: tokenInput,
		answers: { 201: newTokenAnswer },
		// The answer to a key is kept for its repetition, and a secret is not to be kept.
		idempotent: false,
	},
	async ({ ctx, body }) =>
		Response.json(await createToken(ctx, body), { status: 201, headers: { "cache-control": "no-store" } }),
);
