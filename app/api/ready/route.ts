import { readiness, readinessAnswer } from "@/lib/platform/http/ready";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	"Reports whether this process can serve",
	{
		description:
			"Checks that the database answers and is migrated, that jobs run and that the process isn't " +
			"stopping. Doesn't check Sentinel, because people can work without it: see `/api/checks`.",
		open: true,
		anonymous: true,
		limited: false,
	},
	{ answers: { 200: readinessAnswer, 503: readinessAnswer } },
	async (ctx) => {
		const state = await readiness(ctx);
		return Response.json(state, {
			status: state.status === "ready" ? 200 : 503,
			headers: { "cache-control": "no-store" },
		});
	},
);
