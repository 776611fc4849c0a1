import { route } from "@/lib/platform/http/route";
import { noSessionCookie } from "@/lib/platform/http/session-cookie";
import { signedOutAnswer } from "@/lib/platform/identity/answers";
import { signOut, signOutInput } from "@/lib/platform/identity/sign-out";

export const POST = route(
	{
		summary: "Signs you out, here or everywhere",
		permission: "sessions.own",
		body: signOutInput,
		answers: { 200: signedOutAnswer },
		errors: ["conflict"],
		idempotent: false,
	},
	async ({ ctx, body }) =>
		Response.json(await signOut(ctx, body), { headers: { "set-cookie": noSessionCookie() } }),
);
