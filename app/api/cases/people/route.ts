import { listCasePeople } from "@/lib/cases/record/people";
import { casePeople } from "@/lib/cases/record/people-schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Lists the people who can be given a case",
		permission: "cases.read",
		answers: { 200: casePeople },
	},
	async ({ ctx }) => Response.json(await listCasePeople(ctx)),
);
