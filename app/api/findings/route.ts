import { route } from "@/lib/platform/http/route";
import { findingPage } from "@/lib/triage/findings/answers";
import { listFindings } from "@/lib/triage/findings/list";
import { findingListInput } from "@/lib/triage/findings/schema";

export const GET = route(
	{
		summary: "Lists findings",
		permission: "findings.read",
		query: findingListInput,
		answers: { 200: findingPage },
	},
	async ({ ctx, query }) => Response.json(await listFindings(ctx, query)),
);
