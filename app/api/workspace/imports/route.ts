import { route } from "@/lib/platform/http/route";
import { importAnswer } from "@/lib/sources/import/report";
import { importExport, importInput } from "@/lib/sources/workspaces/import-export";

export const POST = route(
	{
		summary: "Imports an export into the local workspace",
		description:
			"A file with the same content as an earlier import is refused (409) unless `again` is set. Dates such as 5/11/2026 are read as the file's other dates show; where none does, the file is refused with the `reason` `dates` and both readings until `dates` says which it is.",
		permission: "workspace.import",
		query: importInput,
		upload: {
			description: "CSV, JSON, JSON lines or Parquet, at most eight gigabytes.",
			media: ["application/octet-stream"],
		},
		answers: { 201: importAnswer },
		errors: ["conflict", "already_running", "cancelled", "not_found", "too_large", "unavailable"],
		// Read as it comes, so it has no hash before it is done.
		idempotent: false,
	},
	async ({ ctx, query, request }) => {
		const report = await importExport(ctx, query, request.body, request.signal);
		// Part names are the workspace's own business.
		const { parts: _, ...result } = report;
		return Response.json(result, { status: 201 });
	},
);
