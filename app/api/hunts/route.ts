import { route } from "@/lib/platform/http/route";
import { huntList, huntListInput } from "@/lib/triage/catalogue/schema";
import { listHunts } from "@/lib/triage/hunts/list";

export const GET = route(
	{
		summary: "Lists the hunts of the catalogue, and the files with errors",
		permission: "hunts.read",
		query: huntListInput,
		answers: { 200: huntList },
	},
	async ({ ctx, query }) => Response.json(await listHunts(ctx, query)),
);
