import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { revokeOwnSession } from "@/lib/platform/identity/revoke-own-session";

export const DELETE = route(
	{
		summary: "Signs one of your browsers out",
		permission: "sessions.own",
		params: uuidParams,
		answers: { 204: null },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => {
		await revokeOwnSession(ctx, params.id);
		return new Response(null, { status: 204 });
	},
);
