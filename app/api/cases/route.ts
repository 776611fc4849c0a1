import { createCase } from "@/lib/cases/cases/create";
import { listCases } from "@/lib/cases/cases/list";
import { caseDetail, caseInput, caseListInput, casePage } from "@/lib/cases/cases/schema";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{ summary: "Lists cases", permission: "cases.read", query: caseListInput, answers: { 200: casePage } },
	async ({ ctx, query }) => Response.json(await listCases(ctx, query)),
);

export const POST = route(
	{
		summary: "Creates a case",
		description:
			"Empty, or with findings that are escalated and in no case. To escalate findings into a case, decide them.",
		permission: "cases.work",
		body: caseInput,
		answers: { 201: caseDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, body }) => {
		const created = await createCase(ctx, body);
		return Response.json(created, { status: 201, headers: { location: `/api/cases/${created.id}` } });
	},
);
