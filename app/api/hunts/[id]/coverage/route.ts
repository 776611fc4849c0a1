import { route } from "@/lib/platform/http/route";
import { coverage, huntParams } from "@/lib/triage/catalogue/schema";
import { coverageOf } from "@/lib/triage/runs/coverage-of";

export const GET = route(
	{
		summary: "Gets how far a hunt has read its workspaces, and the gaps",
		permission: "hunts.read",
		params: huntParams,
		answers: { 200: coverage },
	},
	async ({ ctx, params }) => Response.json(await coverageOf(ctx, params.id)),
);
