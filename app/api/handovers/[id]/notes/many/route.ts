import { notesInput, writtenMany } from "@/lib/handovers/handovers/schema";
import { writeNotes } from "@/lib/handovers/handovers/write-notes";
import { route, uuid } from "@/lib/platform/http/route";

export const PATCH = route(
	"Writes the same note on many items of a draft",
	{
		id: uuid,
		body: notesInput,
		description:
			"All of them or none. If one of the notes changed since its `version`, the 409 returns the current ones in `notes`.",
	},
	writtenMany,
	writeNotes,
);
