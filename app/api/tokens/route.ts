import { created, route } from "@/lib/platform/http/route";
import { createToken } from "@/lib/platform/identity/create-token";
import { listTokens } from "@/lib/platform/identity/list-tokens";
import { newTokenAnswer, tokenInput, tokenListAnswer } from "@/lib/platform/identity/token-schema";

export const GET = route(
	"Lists your API tokens",
	{ description: "Administrators also get everyone else's, and those of services." },
	tokenListAnswer,
	listTokens,
);

export const POST = route(
	"Creates an API token",
	{
		body: tokenInput,
		description:
			"The token can do what `permissions` names and nothing else. Only this answer holds the secret. " +
			"Only administrators can create tokens for services.",
		secret: true,
	},
	created(newTokenAnswer),
	createToken,
);
