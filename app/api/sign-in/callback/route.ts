import { noAttemptCookie, readAttempt } from "@/lib/http/attempt-cookie";
import { route } from "@/lib/http/route";
import { sessionCookie } from "@/lib/http/session-cookie";
import { publicRedirect, signInPage } from "@/lib/http/sign-in-page";
import { visitOf } from "@/lib/http/visit";
import { finishProviderSignIn } from "@/lib/identity/finish-provider-sign-in";

export const GET = route(async (call) => {
	const state = call.url.searchParams.get("state") ?? "";
	const outcome = await finishProviderSignIn(visitOf(call), {
		search: call.url.search,
		state: readAttempt(call.request, state),
	});
	const response =
		outcome.kind === "in"
			? publicRedirect(outcome.returnTo)
			: signInPage(
					outcome.kind === "refused"
						? { problem: `refused-${outcome.reason}`, who: outcome.who }
						: { problem: outcome.kind },
				);
	response.headers.append("set-cookie", noAttemptCookie(state));
	if (outcome.kind === "in") response.headers.append("set-cookie", sessionCookie(outcome.session));
	return response;
});
