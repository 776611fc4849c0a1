import { verifyAudit } from "@/lib/insights/audit/verify";
import { eventStream } from "@/lib/platform/http/events";
import { toProblem } from "@/lib/platform/http/problem";
import { route } from "@/lib/platform/http/route";
import { logger } from "@/lib/platform/telemetry/logger";

/** How often the progress is told, in milliseconds. */
const TELL_MS = 200;

export const POST = route(
	{
		summary: "Verifies the whole audit",
		permission: "audit.read",
		answers: {
			200: {
				description: "Events `progress`, and in the end `verdict`, or `problem` when it failed.",
				media: ["text/event-stream"],
			},
		},
		// A stream is not kept, and to look twice harms nothing.
		idempotent: false,
	},
	async ({ ctx, request }) =>
		eventStream(ctx, request, async (sink) => {
			const cancel = new AbortController();
			let told = 0;
			verifyAudit(ctx, {
				signal: cancel.signal,
				onProgress: (progress) => {
					if (Date.now() - told < TELL_MS) return;
					told = Date.now();
					sink.send("progress", progress);
				},
			})
				.then((verdict) => sink.send("verdict", verdict))
				.catch((error: unknown) => {
					if (cancel.signal.aborted) return;
					logger().error({ requestId: ctx.requestId, err: error }, "verifying the audit failed");
					sink.send("problem", toProblem(error, ctx.requestId ?? ""));
				})
				.finally(() => sink.close());
			return () => cancel.abort(new Error("The client disconnected."));
		}),
);
