import { route } from "@/lib/http/route";
import { ownWork } from "@/lib/inbox/work";
import { workAnswer } from "@/lib/inbox/work-answers";

export const GET = route(
	{ summary: "Lists one's own open work", permission: "inbox.own", answers: { 200: workAnswer } },
	async ({ ctx }) => Response.json(await ownWork(ctx)),
);
