import { searchRecord } from "@/lib/http/parse";
import { route } from "@/lib/http/route";
import { type ImportInput, importExport } from "@/lib/workspaces/import-export";

export const POST = route(async ({ ctx, request, url }) => {
	const input = searchRecord(url.searchParams) as ImportInput;
	const report = await importExport(ctx, input, request.body, request.signal);
	// Part names are the workspace's own business.
	const { parts: _, ...result } = report;
	return Response.json(result, { status: 201 });
});
