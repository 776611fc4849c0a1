import { route } from "@/lib/platform/http/route";
import { huntDetail, huntParams } from "@/lib/triage/catalogue/schema";
import { getHunt } from "@/lib/triage/hunts/get";

export const GET = route(
	{
		summary: "Gets a hunt with its query and the tables it needs",
		permission: "hunts.read",
		params: huntParams,
		answers: { 200: huntDetail },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => Response.json(await getHunt(ctx, params.id)),
);
