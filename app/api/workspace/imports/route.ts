import { created, route } from "@/lib/platform/http/route";
import { importAnswer } from "@/lib/sources/import/report";
import { importExport, importInput } from "@/lib/sources/workspaces/import-export";

export const POST = route(
	"Imports an export into the local workspace",
	{
		query: importInput,
		upload: {
			description: "CSV, JSON, JSON lines or Parquet, at most eight gigabytes.",
			media: ["application/octet-stream"],
		},
		description:
			"A file with the same content as an earlier import is refused (409) unless `again` is set. Dates such as 5/11/2026 are read as the file's other dates show; where none does, the file is refused with the `reason` `dates` and both readings until `dates` says which it is.",
		errors: ["conflict", "already_running", "cancelled", "not_found", "unavailable"],
	},
	created(importAnswer),
	async (ctx, query, { request }) => {
		// Part names are the workspace's own business.
		const { parts: _, ...report } = await importExport(ctx, query, request.body, request.signal);
		return report;
	},
);
