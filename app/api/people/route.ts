import { PERSON_COOKIE, readJson, route } from "@/lib/http/route";
import { createPerson } from "@/lib/identity/people";

/** A browser keeps the chosen name for a year. */
const COOKIE_SECONDS = 365 * 24 * 3_600;

export const POST = route(async ({ ctx, request }) => {
	const person = await createPerson(ctx, await readJson(request));
	return Response.json(
		{ person },
		{
			status: 201,
			headers: {
				"set-cookie": `${PERSON_COOKIE}=${person.id}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax`,
			},
		},
	);
});
