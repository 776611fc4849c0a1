import { route } from "@/lib/http/route";
import { coverage } from "@/lib/hunts/answers";
import { coverageOf } from "@/lib/hunts/coverage-of";
import { huntParams } from "@/lib/hunts/schema";

export const GET = route(
	{
		summary: "Says how far a hunt has read its workspaces, and which time is missing",
		permission: "hunts.read",
		params: huntParams,
		answers: { 200: coverage },
	},
	async ({ ctx, params }) => Response.json(await coverageOf(ctx, params.id)),
);
