import { healthReport } from "@/lib/operations/health/answers";
import { checkHealth } from "@/lib/operations/health/check-health";
import { eventStream } from "@/lib/platform/http/events";
import { toProblem } from "@/lib/platform/http/problem";
import { route } from "@/lib/platform/http/route";
import { logger } from "@/lib/platform/telemetry/logger";

const description =
	"Queries every workspace the caller can access, which takes seconds and uses some of its query " +
	"quota; for a probe use `/api/health` and `/api/ready`. Administrators also get the checks of " +
	"the installation.";

export const GET = route(
	{
		summary: "Checks the workspaces and the installation",
		description,
		permission: "workspace.read",
		answers: { 200: healthReport },
	},
	async ({ ctx, request }) =>
		Response.json(await checkHealth(ctx, { signal: request.signal }), {
			headers: { "cache-control": "no-store" },
		}),
);

export const POST = route(
	{
		summary: "Checks the workspaces and the installation, and streams the progress",
		description,
		permission: "workspace.read",
		answers: {
			200: {
				description: "Events `progress`, and in the end `report`, or `problem` when it failed.",
				media: ["text/event-stream"],
			},
		},
		// A stream is not kept, and to look twice harms nothing.
		idempotent: false,
	},
	async ({ ctx, request }) =>
		eventStream(ctx, request, async (sink) => {
			const cancel = new AbortController();
			checkHealth(ctx, {
				signal: cancel.signal,
				onProgress: (progress) => sink.send("progress", progress),
			})
				.then((report) => sink.send("report", report))
				.catch((error: unknown) => {
					if (cancel.signal.aborted) return;
					logger().error({ requestId: ctx.requestId, err: error }, "checking the health failed");
					sink.send("problem", toProblem(error, ctx.requestId ?? ""));
				})
				.finally(() => sink.close());
			return () => cancel.abort(new Error("The client disconnected."));
		}),
);
