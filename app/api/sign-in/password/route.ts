import { route } from "@/lib/platform/http/route";
import { sessionCookie } from "@/lib/platform/http/session-cookie";
import { visitOf } from "@/lib/platform/http/visit";
import { passwordSignIn, signInWithPassword } from "@/lib/platform/identity/sign-in-password";

export const POST = route(
	{
		summary: "Signs a person in with login and password",
		description: "`reason` says why the sign-in was refused. The answer sets the session cookie.",
		permission: null,
		body: passwordSignIn,
		answers: { 204: null },
		errors: ["unauthenticated", "rate_limited", "not_configured"],
		idempotent: false,
		// It has a budget of its own, by address and by login: lib/platform/identity/address-guard.ts.
		limited: false,
	},
	async (call) => {
		const session = await signInWithPassword(visitOf(call), call.body);
		return new Response(null, { status: 204, headers: { "set-cookie": sessionCookie(session) } });
	},
);
