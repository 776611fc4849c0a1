import { verifyAudit } from "@/lib/audit/verify";
import { eventStream } from "@/lib/http/events";
import { toProblem } from "@/lib/http/problem";
import { route } from "@/lib/http/route";
import { authorize } from "@/lib/identity/permissions";
import { logger } from "@/lib/logger";

/** How often the progress is told, in milliseconds. */
const TELL_MS = 200;

/** Verifies the whole chain; a stream of `progress`, and in the end `verdict`, or `problem` when it failed. */
export const POST = route(async ({ ctx, request }) => {
	// Before the stream begins a refusal is an ordinary problem document.
	authorize(ctx.actor, "audit.read");
	return eventStream(request, async (sink) => {
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
		return () => cancel.abort(new Error("The reader left."));
	});
});
