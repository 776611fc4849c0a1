import { getHandover } from "@/lib/handovers/handovers/get";
import { handoverDetail, summaryInput, written } from "@/lib/handovers/handovers/schema";
import { writeSummary } from "@/lib/handovers/handovers/write-summary";
import { route, uuid } from "@/lib/platform/http/route";

export const GET = route(
	"Gets a handover",
	{ id: uuid, description: "A draft as it is now; a signed one as it was signed." },
	handoverDetail,
	getHandover,
);

export const PATCH = route(
	"Writes the summary of a draft",
	{
		id: uuid,
		body: summaryInput,
		description:
			"`was` is the summary as it was read. If it has changed, the 409 returns the current one in `summary`.",
	},
	written,
	writeSummary,
);
