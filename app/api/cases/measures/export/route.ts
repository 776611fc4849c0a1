import { measureCases, measuresCsv } from "@/lib/cases/deadlines/measure";
import { measuresInput } from "@/lib/cases/deadlines/schema";
import { file, route } from "@/lib/platform/http/route";
import { saved } from "@/lib/platform/http/text-stream";

export const GET = route(
	"Exports how long cases took, as CSV",
	{ query: measuresInput },
	file("The file.", "text/csv"),
	async (ctx, query) => saved(measuresCsv(await measureCases(ctx, query)), "case-measures", "csv"),
);
