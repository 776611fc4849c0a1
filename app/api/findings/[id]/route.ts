import { findingDetail } from "@/lib/findings/answers";
import { getFinding } from "@/lib/findings/get";
import { etag } from "@/lib/http/etag";
import { uuidParams } from "@/lib/http/operation";
import { route } from "@/lib/http/route";

export const GET = route(
	{
		summary: "Gives a finding with its evidence and what happened to it",
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
