import { route } from "@/lib/platform/http/route";
import { noSessionCookie } from "@/lib/platform/http/session-cookie";
import { signedOutAnswer } from "@/lib/platform/identity/answers";
import { signOut, signOutInput } from "@/lib/platform/identity/sign-out";

export const POST = route(
	"Signs you out, here or everywhere",
	{ body: signOutInput, errors: ["conflict"], idempotent: false },
	signedOutAnswer,
	async (ctx, body) =>
		Response.json(await signOut(ctx, body), { headers: { "set-cookie": noSessionCookie() } }),
);
