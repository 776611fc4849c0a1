import { z } from "zod";
import { route } from "@/lib/platform/http/route";
import { meAnswer } from "@/lib/platform/identity/answers";
import { describeMe } from "@/lib/platform/identity/me";

export const GET = route(
	{
		summary: "Gets who you are and what you can do",
		permission: null,
		answers: { 200: z.object({ me: meAnswer.nullable() }) },
	},
	async ({ ctx }) => Response.json({ me: describeMe(ctx.actor) }),
);
