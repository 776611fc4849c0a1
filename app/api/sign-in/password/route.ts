import { noContent, route } from "@/lib/platform/http/route";
import { sessionCookie } from "@/lib/platform/http/session-cookie";
import { visitOf } from "@/lib/platform/http/visit";
import { passwordSignIn, signInWithPassword } from "@/lib/platform/identity/sign-in-password";

export const POST = route(
	"Signs a person in with login and password",
	{
		body: passwordSignIn,
		description: "`reason` says why the sign-in was refused. The answer sets the session cookie.",
		errors: ["unauthenticated", "rate_limited", "not_configured"],
		open: true,
		idempotent: false,
		// It has a budget of its own, by address and by login: lib/platform/identity/address-guard.ts.
		limited: false,
	},
	noContent,
	async (ctx, body, { request }) => {
		const session = await signInWithPassword(visitOf(request, ctx), body);
		return new Response(null, { status: 204, headers: { "set-cookie": sessionCookie(session) } });
	},
);
