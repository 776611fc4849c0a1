import { noteInput, written } from "@/lib/handovers/handovers/schema";
import { writeNote } from "@/lib/handovers/handovers/write-note";
import { route, uuid } from "@/lib/platform/http/route";

export const PATCH = route(
	"Writes a note on an item of a draft",
	{
		id: uuid,
		body: noteInput,
		description: "If its note changed since `version`, the 409 returns the current note in `note`.",
	},
	written,
	writeNote,
);
