import { readJson, route } from "@/lib/http/route";
import { confirmAuthenticator } from "@/lib/identity/own-authenticator";

export const POST = route(async ({ ctx, request }) =>
	Response.json(await confirmAuthenticator(ctx, await readJson(request))),
);
