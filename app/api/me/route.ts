import { z } from "zod";
import { route } from "@/lib/http/route";
import { personAnswer } from "@/lib/identity/answers";

export const GET = route(
	{
		summary: "Says who you are",
		permission: null,
		answers: { 200: z.object({ person: personAnswer.nullable() }) },
	},
	async ({ ctx: { actor } }) => {
		const person =
			actor.kind === "person" ? { id: actor.id, name: actor.name, verified: actor.verified } : null;
		return Response.json({ person });
	},
);
