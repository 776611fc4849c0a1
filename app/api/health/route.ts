import { z } from "zod";
import { health } from "@/lib/http/health";
import { route } from "@/lib/http/route";

const answer = z.object({
	status: z.enum(["ok", "unhealthy"]),
	database: z.enum(["ok", "unreachable"]),
	workspace: z.object({ id: z.string(), kind: z.enum(["local", "sentinel"]), sample: z.boolean() }),
});

export const GET = route(
	{
		summary: "Says whether this process can serve",
		permission: null,
		answers: { 200: answer, 503: answer },
		limited: false,
	},
	async ({ ctx }) => {
		const state = await health(ctx);
		return Response.json(state, { status: state.status === "ok" ? 200 : 503 });
	},
);
