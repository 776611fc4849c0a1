import { readJson, route } from "@/lib/http/route";
import { createLocalPerson } from "@/lib/identity/create-local-person";

export const POST = route(async ({ ctx, request }) =>
	Response.json(await createLocalPerson(ctx, await readJson(request)), { status: 201 }),
);
