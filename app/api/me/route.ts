import { z } from "zod";
import { route } from "@/lib/http/route";
import { meAnswer } from "@/lib/identity/answers";
import { describeMe } from "@/lib/identity/me";

export const GET = route(
	{
		summary: "Says who you are and what you may do",
		permission: null,
		answers: { 200: z.object({ me: meAnswer.nullable() }) },
	},
	async ({ ctx }) => Response.json({ me: describeMe(ctx.actor) }),
);
