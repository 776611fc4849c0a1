import { decideOne } from "@/lib/decisions/decide-one";
import { oneDecisionInput } from "@/lib/decisions/schema";
import { etag } from "@/lib/platform/http/etag";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { findingSummary } from "@/lib/triage/findings/schema";

export const PUT = route(
	{
		summary: "Decides one finding, if it is still as you read it",
		description: "If it changed since, the 412 returns the current state in `finding`.",
		permission: "findings.decide",
		params: uuidParams,
		body: oneDecisionInput,
		answers: { 200: findingSummary },
		errors: ["not_found"],
		etag: true,
		ifMatch: "required",
	},
	async ({ ctx, params, body, ifMatch }) => {
		const finding = await decideOne(ctx, params.id, ifMatch, body);
		return Response.json(finding, { headers: { etag: etag(finding.version) } });
	},
);
