import { readJson, route } from "@/lib/http/route";
import { noSessionCookie } from "@/lib/http/session-cookie";
import { signOut } from "@/lib/identity/sign-out";

export const POST = route(async ({ ctx, request }) => {
	const body = (await readJson(request)) as { everywhere?: boolean };
	return Response.json(await signOut(ctx, body), { headers: { "set-cookie": noSessionCookie() } });
});
