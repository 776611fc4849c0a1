import { route } from "@/lib/platform/http/route";
import { changeOwnPassword, passwordChange } from "@/lib/platform/identity/change-own-password";

export const POST = route(
	{
		summary: "Changes your password and signs your other browsers out",
		permission: "sessions.own",
		body: passwordChange,
		answers: { 204: null },
		errors: ["conflict", "rate_limited"],
		idempotent: false,
	},
	async ({ ctx, body }) => {
		await changeOwnPassword(ctx, body);
		return new Response(null, { status: 204 });
	},
);
