import { readJson, route } from "@/lib/http/route";
import { changeOwnPassword } from "@/lib/identity/change-own-password";

export const POST = route(async ({ ctx, request }) => {
	await changeOwnPassword(ctx, await readJson(request));
	return new Response(null, { status: 204 });
});
