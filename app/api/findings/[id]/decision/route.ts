import { decideOne } from "@/lib/decisions/decide-one";
import { oneDecisionInput } from "@/lib/decisions/schema";
import { route, uuid, versioned } from "@/lib/platform/http/route";
import { findingSummary } from "@/lib/triage/findings/schema";

export const PUT = route(
	"Decides one finding, if it is still as you read it",
	{
		id: uuid,
		body: oneDecisionInput,
		ifMatch: "required",
		description: "If it changed since, the 412 returns the current state in `finding`.",
	},
	versioned(findingSummary, ({ version }) => version),
	(ctx, id, body, { ifMatch }) => decideOne(ctx, id, ifMatch, body),
);
