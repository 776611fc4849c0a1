import { noteInput, written } from "@/lib/handovers/handovers/schema";
import { writeNote } from "@/lib/handovers/handovers/write-note";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const PATCH = route(
	{
		summary: "Says something of an item of a draft",
		description:
			"When somebody has said something of the item since `version`, the 409 carries it, in `note`.",
		permission: "handovers.write",
		params: uuidParams,
		body: noteInput,
		answers: { 200: written },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await writeNote(ctx, params.id, body)),
);
