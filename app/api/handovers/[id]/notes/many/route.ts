import { notesInput, writtenMany } from "@/lib/handovers/handovers/schema";
import { writeNotes } from "@/lib/handovers/handovers/write-notes";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PATCH = route(
	{
		summary: "Says the same of many items of a draft",
		description:
			"All of them or none. When somebody has said something of one of them since its `version`, the 409 carries it, in `notes`.",
		permission: "handovers.write",
		params: uuidParams,
		body: notesInput,
		answers: { 200: writtenMany },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await writeNotes(ctx, params.id, body)),
);
