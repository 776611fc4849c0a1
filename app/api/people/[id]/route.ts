import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { personAnswer, personChange } from "@/lib/platform/identity/people-schema";
import { updatePerson } from "@/lib/platform/identity/update-person";

export const PATCH = route(
	{
		summary: "Changes a person's role, workspaces or whether they can sign in",
		description:
			"Disabling ends their sessions and tokens at once. If them changed since `version`, the 409 returns the current state in `person`.",
		permission: "people.manage",
		params: uuidParams,
		body: personChange,
		answers: { 200: personAnswer },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await updatePerson(ctx, params.id, body)),
);
