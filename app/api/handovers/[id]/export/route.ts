import { exportHandover } from "@/lib/handovers/review/export";
import { exportInput } from "@/lib/handovers/review/schema";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

const FILE = {
	markdown: { type: "text/markdown; charset=utf-8", ends: "md" },
	json: { type: "application/json", ends: "json" },
} as const;

export const GET = route(
	{
		summary: "Exports a signed handover with its read-back and addenda",
		description: "`snapshotText` of the JSON is the frozen text that `snapshotSha256` is the hash of.",
		permission: "handovers.read",
		params: uuidParams,
		query: exportInput,
		answers: { 200: { description: "The file.", media: ["text/markdown", "application/json"] } },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, query }) => {
		const { number, format, text } = await exportHandover(ctx, params.id, query);
		const { type, ends } = FILE[format];
		return new Response(text, {
			headers: {
				"content-type": type,
				"content-disposition": `attachment; filename="handover-${number}.${ends}"`,
				"cache-control": "no-store",
			},
		});
	},
);
