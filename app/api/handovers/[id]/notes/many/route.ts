import { notesInput, writtenMany } from "@/lib/handovers/handovers/schema";
import { writeNotes } from "@/lib/handovers/handovers/write-notes";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PATCH = route(
	{
		summary: "Writes the same note on many items of a draft",
		description:
			"All of them or none. If one of the notes changed since its `version`, the 409 returns the current ones in `notes`.",
		permission: "handovers.write",
		params: uuidParams,
		body: notesInput,
		answers: { 200: writtenMany },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await writeNotes(ctx, params.id, body)),
);
