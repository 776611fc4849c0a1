import { z } from "zod";
import { noAttemptCookie, readAttempt } from "@/lib/platform/http/attempt-cookie";
import { route } from "@/lib/platform/http/route";
import { sessionCookie } from "@/lib/platform/http/session-cookie";
import { publicRedirect, signInPage } from "@/lib/platform/http/sign-in-page";
import { visitOf } from "@/lib/platform/http/visit";
import { finishProviderSignIn } from "@/lib/platform/identity/finish-provider-sign-in";

/** What else the provider sends is for openid-client to judge. */
const query = z.looseObject({ state: z.string().optional() });

export const GET = route(
	{
		summary: "Receives the browser from the sign-in provider",
		permission: null,
		query,
		answers: { 303: null },
		errors: ["not_found"],
	},
	async (call) => {
		const state = call.query.state ?? "";
		const outcome = await finishProviderSignIn(visitOf(call), {
			search: new URL(call.request.url).search,
			state: readAttempt(call.request, state),
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
