import { readJson, route } from "@/lib/http/route";
import { sessionCookie } from "@/lib/http/session-cookie";
import { visitOf } from "@/lib/http/visit";
import { signInWithPassword } from "@/lib/identity/sign-in-password";

export const POST = route(async (call) => {
	const session = await signInWithPassword(visitOf(call), await readJson(call.request));
	return new Response(null, { status: 204, headers: { "set-cookie": sessionCookie(session) } });
});
