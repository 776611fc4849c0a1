import { etag } from "@/lib/platform/http/etag";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";
import { getFinding } from "@/lib/triage/findings/get";
import { findingDetail } from "@/lib/triage/findings/schema";

export const GET = route(
	{
		summary: "Gets a finding with its evidence and what happened to it",
		permission: "findings.read",
		params: uuidParams,
		answers: { 200: findingDetail },
		errors: ["not_found"],
		etag: true,
	},
	async ({ ctx, params }) => {
		const finding = await getFinding(ctx, params.id);
		return Response.json(finding, { headers: { etag: etag(finding.version) } });
	},
);
