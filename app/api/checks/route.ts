import { healthReport } from "@/lib/operations/health/answers";
import { checkHealth } from "@/lib/operations/health/check-health";
import { progressStream } from "@/lib/platform/http/events";
import { events, route } from "@/lib/platform/http/route";

const description =
	"Queries every workspace the caller can access, which takes seconds and uses some of its query " +
	"quota; for a probe use `/api/health` and `/api/ready`. Administrators also get the checks of " +
	"the installation.";

export const GET = route(
	"Checks the workspaces and the installation",
	{ description, fresh: true },
	healthReport,
	(ctx, { request }) => checkHealth(ctx, { signal: request.signal }),
);

export const POST = route(
	"Checks the workspaces and the installation, and streams the progress",
	{ description },
	events("Events `progress`, and in the end `report`, or `problem` when it failed."),
	(ctx, { request }) =>
		progressStream(ctx, request, "report", (signal, onProgress) => checkHealth(ctx, { signal, onProgress })),
);
