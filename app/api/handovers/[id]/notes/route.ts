import { noteInput, written } from "@/lib/handovers/handovers/schema";
import { writeNote } from "@/lib/handovers/handovers/write-note";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PATCH = route(
	{
		summary: "Writes a note on an item of a draft",
		description: "If its note changed since `version`, the 409 returns the current note in `note`.",
		permission: "handovers.write",
		params: uuidParams,
		body: noteInput,
		answers: { 200: written },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await writeNote(ctx, params.id, body)),
);
