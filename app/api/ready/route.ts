import { readiness, readinessAnswer } from "@/lib/http/ready";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Says whether this process can serve",
		permission: null,
		answers: { 200: readinessAnswer, 503: readinessAnswer },
		anonymous: true,
		limited: false,
	},
	async ({ ctx }) => {
		const state = await readiness(ctx);
		return Response.json(state, {
			status: state.status === "ready" ? 200 : 503,
			headers: { "cache-control": "no-store" },
		});
	},
);
