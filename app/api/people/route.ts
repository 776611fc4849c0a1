import { route } from "@/lib/platform/http/route";
import { createdPersonAnswer } from "@/lib/platform/identity/answers";
import { createLocalPerson, localPersonInput } from "@/lib/platform/identity/create-local-person";
import { listPeople } from "@/lib/platform/identity/list-people";
import { personListAnswer } from "@/lib/platform/identity/people-schema";

export const GET = route(
	{
		summary: "Lists people",
		permission: "people.read",
		answers: { 200: personListAnswer },
	},
	async ({ ctx }) => Response.json(await listPeople(ctx)),
);

export const POST = route(
	{
		summary: "Adds a person who signs in with a password",
		description:
			"Only this answer holds the one-time password. Adding the first person turns the local administrator off.",
		permission: "people.manage",
		body: localPersonInput,
		answers: { 201: createdPersonAnswer },
		errors: ["conflict"],
		// What is kept for a repetition would hold the password.
		idempotent: false,
	},
	async ({ ctx, body }) => Response.json(await createLocalPerson(ctx, body), { status: 201 }),
);
