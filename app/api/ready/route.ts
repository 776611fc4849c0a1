import { readiness, readinessAnswer } from "@/lib/platform/http/ready";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Says whether this process can serve",
		description:
			"The database answers and has every migration, jobs are worked, nobody has asked it to stop. It says nothing " +
			"of Sentinel, without which people can still work: see `/api/checks`.",
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
