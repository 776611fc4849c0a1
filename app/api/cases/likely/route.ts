import { findLikely } from "@/lib/cases/find-likely";
import { likelyCases, likelyInput } from "@/lib/cases/schema";
import { route } from "@/lib/http/route";

export const POST = route(
	{
		summary: "Finds the open cases that findings may belong to, and findings that belong with them",
		description: "Changes nothing; it is a POST because of how many findings may be asked for.",
		permission: "cases.read",
		body: likelyInput,
		answers: { 200: likelyCases },
		idempotent: false,
	},
	async ({ ctx, body }) => Response.json(await findLikely(ctx, body)),
);
