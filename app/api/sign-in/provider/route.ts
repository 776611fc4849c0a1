import { AppError } from "@/lib/errors";
import { attemptCookie } from "@/lib/http/attempt-cookie";
import { route } from "@/lib/http/route";
import { signInPage } from "@/lib/http/sign-in-page";
import { visitOf } from "@/lib/http/visit";
import { startProviderSignIn } from "@/lib/identity/start-provider-sign-in";

/** A page of the browser's comes here, so what fails is told by a page as well. */
export const GET = route(async (call) => {
	const returnTo = call.url.searchParams.get("returnTo");
	try {
		const { url, state } = await startProviderSignIn(visitOf(call), {
			returnTo,
			asAnother: call.url.searchParams.has("other"),
		});
		return new Response(null, {
			status: 303,
			headers: { location: url, "set-cookie": attemptCookie(state), "cache-control": "no-store" },
		});
	} catch (error) {
		if (error instanceof AppError && error.code === "unavailable") {
			return signInPage({ problem: "down", returnTo: returnTo ?? "" });
		}
		throw error;
	}
});
