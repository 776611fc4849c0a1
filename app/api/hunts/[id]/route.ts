import { route } from "@/lib/http/route";
import { huntDetail } from "@/lib/hunts/answers";
import { getHunt } from "@/lib/hunts/get";
import { huntParams } from "@/lib/hunts/schema";

export const GET = route(
	{
		summary: "Gives a hunt with its query and the tables it needs",
		permission: "hunts.read",
		params: huntParams,
		answers: { 200: huntDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getHunt(ctx, params.id)),
);
