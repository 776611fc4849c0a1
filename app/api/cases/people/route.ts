import { listCasePeople } from "@/lib/cases/people";
import { casePeople } from "@/lib/cases/people-schema";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Lists the people who can be given a case",
		permission: "cases.read",
		answers: { 200: casePeople },
	},
	async ({ ctx }) => Response.json(await listCasePeople(ctx)),
);
