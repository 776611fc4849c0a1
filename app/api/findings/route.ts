import { findingPage } from "@/lib/findings/answers";
import { listFindings } from "@/lib/findings/list";
import { findingListInput } from "@/lib/findings/schema";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Lists findings",
		permission: "findings.read",
		query: findingListInput,
		answers: { 200: findingPage },
	},
	async ({ ctx, query }) => Response.json(await listFindings(ctx, query)),
);
