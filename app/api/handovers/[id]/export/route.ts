import { exportHandover } from "@/lib/handovers/review/export";
import { exportInput } from "@/lib/handovers/review/schema";
import { file, route, uuid } from "@/lib/platform/http/route";
import { saved } from "@/lib/platform/http/text-stream";

export const GET = route(
	"Exports a signed handover with its read-back and addenda",
	{
		id: uuid,
		query: exportInput,
		description: "`snapshotText` of the JSON is the frozen text that `snapshotSha256` is the hash of.",
		errors: ["conflict"],
	},
	file("The file.", "text/markdown", "application/json"),
	async (ctx, id, query) => {
		const { number, format, text } = await exportHandover(ctx, id, query);
		return saved(text, `handover-${number}`, format === "markdown" ? "md" : "json");
	},
);
