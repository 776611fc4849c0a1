import { route } from "@/lib/http/route";
import { huntList } from "@/lib/hunts/answers";
import { listHunts } from "@/lib/hunts/list";
import { huntListInput } from "@/lib/hunts/schema";

export const GET = route(
	{
		summary: "Lists the hunts of the catalogue, and the files that are none",
		permission: "hunts.read",
		query: huntListInput,
		answers: { 200: huntList },
	},
	async ({ ctx, query }) => Response.json(await listHunts(ctx, query)),
);
