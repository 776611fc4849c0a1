import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { linkPerson } from "@/lib/platform/identity/link-person";
import { linkInput, personAnswer } from "@/lib/platform/identity/people-schema";

export const PUT = route(
	{
		summary: "Links an unverified name to a person",
		permission: "people.manage",
		params: uuidParams,
		body: linkInput,
		answers: { 200: personAnswer },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await linkPerson(ctx, params.id, body)),
);
