import { verifyAudit } from "@/lib/insights/audit/verify";
import { progressStream } from "@/lib/platform/http/events";
import { events, route } from "@/lib/platform/http/route";

/** How often the progress is told, in milliseconds. */
const TELL_MS = 200;

export const POST = route(
	"Verifies the whole audit",
	{},
	events("Events `progress`, and in the end `verdict`, or `problem` when it failed."),
	(ctx, { request }) => {
		let told = 0;
		return progressStream(ctx, request, "verdict", (signal, tell) =>
			verifyAudit(ctx, {
				signal,
				onProgress: (progress) => {
					if (Date.now() - told < TELL_MS) return;
					told = Date.now();
					tell(progress);
				},
			}),
		);
	},
);
