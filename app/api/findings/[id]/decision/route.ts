import { oneDecisionInput } from "@/lib/decisions/schema";
import { findingSummary } from "@/lib/findings/answers";
import { decideOne } from "@/lib/findings/decide-one";
import { etag } from "@/lib/http/etag";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";

export const PUT = route(
	{
		summary: "Decides one finding, as it was when you read it",
		description: "When it has changed since, the 412 carries it as it stands now, in `finding`.",
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
