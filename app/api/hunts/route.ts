import { route } from "@/lib/http/route";
import { huntList } from "@/lib/hunts/answers";
import { listHunts } from "@/lib/hunts/list";

export const GET = route(
	{
		summary: "Lists the hunts of the catalogue, and the files that are none",
		permission: "hunts.read",
		answers: { 200: huntList },
	},
	async ({ ctx }) => Response.json(await listHunts(ctx)),
);
