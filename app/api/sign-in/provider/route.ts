import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { attemptCookie } from "@/lib/platform/http/attempt-cookie";
import { redirects, route } from "@/lib/platform/http/route";
import { signInPage } from "@/lib/platform/http/sign-in-page";
import { visitOf } from "@/lib/platform/http/visit";
import { troubleOf } from "@/lib/platform/identity/provider-clock";
import { startProviderSignIn } from "@/lib/platform/identity/start-provider-sign-in";

const query = z.looseObject({
	/** Path within the app. */
	returnTo: z.string().optional(),
	/** Has the provider ask who it is, no matter who is signed in there. */
	other: z.string().optional(),
});

/** A page of the browser's comes here, so what fails is told by a page as well. */
export const GET = route(
	"Sends a browser to sign in at the provider",
	{ query, errors: ["not_found"], open: true },
	redirects,
	async (ctx, input, { request }) => {
		const { returnTo = null, other } = parseInput(query, input);
		try {
			const { url, state } = await startProviderSignIn(visitOf(request, ctx), {
				returnTo,
				asAnother: other !== undefined,
			});
			return new Response(null, {
				status: 303,
				headers: { location: url, "set-cookie": attemptCookie(state), "cache-control": "no-store" },
			});
		} catch (error) {
			if (error instanceof AppError && error.code === "unavailable") {
				return signInPage({ problem: troubleOf(error).kind, returnTo: returnTo ?? "" });
			}
			throw error;
		}
	},
);
