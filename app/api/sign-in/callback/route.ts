import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { noAttemptCookie, readAttempt } from "@/lib/platform/http/attempt-cookie";
import { redirects, route } from "@/lib/platform/http/route";
import { sessionCookie } from "@/lib/platform/http/session-cookie";
import { publicRedirect, signInPage } from "@/lib/platform/http/sign-in-page";
import { visitOf } from "@/lib/platform/http/visit";
import { finishProviderSignIn } from "@/lib/platform/identity/finish-provider-sign-in";

/** What else the provider sends is for openid-client to judge. */
const query = z.looseObject({ state: z.string().optional() });

export const GET = route(
	"Receives the browser from the sign-in provider",
	{ query, errors: ["not_found"], open: true },
	redirects,
	async (ctx, input, { request }) => {
		const { state = "" } = parseInput(query, input);
		const outcome = await finishProviderSignIn(visitOf(request, ctx), {
			search: new URL(request.url).search,
			state: readAttempt(request, state),
		});
		const response =
			outcome.kind === "in"
				? publicRedirect(outcome.returnTo)
				: signInPage(
						outcome.kind === "refused"
							? { problem: `refused-${outcome.reason}`, who: outcome.who }
							: { problem: outcome.kind === "clock" ? `clock:${outcome.difference}` : outcome.kind },
					);
		response.headers.append("set-cookie", noAttemptCookie(state));
		if (outcome.kind === "in") response.headers.append("set-cookie", sessionCookie(outcome.session));
		return response;
	},
);
