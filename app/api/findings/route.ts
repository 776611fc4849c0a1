import { route } from "@/lib/platform/http/route";
import { listFindings } from "@/lib/triage/findings/list";
import { findingListInput, findingPage } from "@/lib/triage/findings/schema";

export const GET = route(
	{
		summary: "Lists findings",
		permission: "findings.read",
		query: findingListInput,
		answers: { 200: findingPage },
	},
	async ({ ctx, query }) => Response.json(await listFindings(ctx, query)),
);
