import { route, uuid } from "@/lib/platform/http/route";
import { personAnswer, personChange } from "@/lib/platform/identity/people-schema";
import { updatePerson } from "@/lib/platform/identity/update-person";

export const PATCH = route(
	"Changes a person's role, workspaces or whether they can sign in",
	{
		id: uuid,
		body: personChange,
		description:
			"Disabling ends their sessions and tokens at once. If them changed since `version`, the 409 returns the current state in `person`.",
	},
	personAnswer,
	updatePerson,
);
