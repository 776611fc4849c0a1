import { route } from "@/lib/platform/http/route";
import { createdPersonAnswer } from "@/lib/platform/identity/answers";
import { createLocalPerson, localPersonInput } from "@/lib/platform/identity/create-local-person";
import { listPeople } from "@/lib/platform/identity/list-people";
import { personListAnswer } from "@/lib/platform/identity/people-schema";

export const GET = route(
	{
		summary: "Lists who works here",
		permission: "people.read",
		answers: { 200: personListAnswer },
	},
	async ({ ctx }) => Response.json(await listPeople(ctx)),
);

export const POST = route(
	{
		summary: "Adds a person who signs in here with a password",
		description:
			"The answer is the only one that ever holds the one-time password. The first such person ends the time " +
			"in which everybody is the local administrator.",
		permission: "people.manage",
		body: localPersonInput,
		answers: { 201: createdPersonAnswer },
		errors: ["conflict"],
		// What is kept for a repetition would hold the password.
		idempotent: false,
	},
	async ({ ctx, body }) => Response.json(await createLocalPerson(ctx, body), { status: 201 }),
);
