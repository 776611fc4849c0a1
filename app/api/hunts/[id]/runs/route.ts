import { readJson, route } from "@/lib/http/route";
import { listRuns } from "@/lib/hunts/list-runs";
import type { RunInput } from "@/lib/hunts/schema";
import { startRun } from "@/lib/hunts/start-run";

export const GET = route<{ id: string }>(async ({ ctx, params }) =>
	Response.json({ items: await listRuns(ctx, { huntId: params.id }) }),
);

export const POST = route<{ id: string }>(async ({ ctx, request, params }) => {
	const run = await startRun(ctx, params.id, (await readJson(request)) as RunInput);
	return Response.json(run, { status: 202, headers: { location: `/api/runs/${run.id}` } });
});
