import { readJson, route } from "@/lib/http/route";
import { beginAuthenticator, removeAuthenticator } from "@/lib/identity/own-authenticator";

export const POST = route(async ({ ctx, request }) =>
	Response.json(await beginAuthenticator(ctx, await readJson(request))),
);

export const DELETE = route(async ({ ctx, request }) => {
	await removeAuthenticator(ctx, await readJson(request));
	return new Response(null, { status: 204 });
});
