import { route } from "@/lib/http/route";
import { revokeOwnSession } from "@/lib/identity/revoke-own-session";

export const DELETE = route<{ id: string }>(async ({ ctx, params }) => {
	await revokeOwnSession(ctx, params.id);
	return new Response(null, { status: 204 });
});
