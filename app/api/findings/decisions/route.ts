import { decide } from "@/lib/decisions/decide";
import { decisionInput, decisionResult } from "@/lib/decisions/schema";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	"Decides findings by id and version, or all that match a filter",
	{
		body: decisionInput,
		description:
			"Findings that changed since you read them are left alone and come back as conflicts with their " +
			"current state: read `outcomes`.",
		// The case that they are escalated into.
		errors: ["not_found"],
	},
	decisionResult,
	decide,
);
