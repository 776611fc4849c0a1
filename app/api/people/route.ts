import { created, route } from "@/lib/platform/http/route";
import { createdPersonAnswer } from "@/lib/platform/identity/answers";
import { createLocalPerson, localPersonInput } from "@/lib/platform/identity/create-local-person";
import { listPeople } from "@/lib/platform/identity/list-people";
import { personListAnswer } from "@/lib/platform/identity/people-schema";

export const GET = route("Lists people", {}, personListAnswer, listPeople);

export const POST = route(
	"Adds a person who signs in with a password",
	{
		body: localPersonInput,
		description:
			"Only this answer holds the one-time password. Adding the first person turns the local administrator off.",
		errors: ["conflict"],
		secret: true,
	},
	created(createdPersonAnswer),
	createLocalPerson,
);
