import { ownWork } from "@/lib/insights/work/work";
import { workAnswer } from "@/lib/insights/work/work-answers";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{ summary: "Lists your open work", permission: "inbox.own", answers: { 200: workAnswer } },
	async ({ ctx }) => Response.json(await ownWork(ctx)),
);
