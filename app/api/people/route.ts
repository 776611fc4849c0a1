import { z } from "zod";
import { PERSON_COOKIE, route } from "@/lib/http/route";
import { personAnswer } from "@/lib/identity/answers";
import { createPerson, personInput } from "@/lib/identity/people";

/** A browser keeps the chosen name for a year. */
const COOKIE_SECONDS = 365 * 24 * 3_600;

export const POST = route(
	{
		summary: "Registers the name you chose",
		description: "The answer sets the cookie by which later requests are yours.",
		permission: "people.create",
		body: personInput,
		answers: { 201: z.object({ person: personAnswer }) },
		// The cookie makes its owner the person: an answer with it is kept for nobody.
		idempotent: false,
	},
	async ({ ctx, body }) => {
		const person = await createPerson(ctx, body);
		return Response.json(
			{ person },
			{
				status: 201,
				headers: {
					"set-cookie": `${PERSON_COOKIE}=${person.id}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax`,
				},
			},
		);
	},
);
