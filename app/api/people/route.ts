import { route } from "@/lib/http/route";
import { listPeople } from "@/lib/identity/list-people";
import { personListAnswer } from "@/lib/identity/people-schema";

export const GET = route(
	{
		summary: "Lists who works here",
		permission: "people.read",
		answers: { 200: personListAnswer },
	},
	async ({ ctx }) => Response.json(await listPeople(ctx)),
);
