import { signedText } from "@/lib/handovers/handovers/signed-text";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const GET = route(
	{
		summary: "Gets the exact snapshot of a signed handover",
		description:
			"What its SHA-256 covers: `npm run audit:verify -- --handover FILE` proves it against the audit.",
		permission: "handovers.read",
		params: uuidParams,
		answers: { 200: { description: "The snapshot as it was written.", media: ["application/json"] } },
		errors: ["not_found"],
	},
	async ({ ctx, params }) => {
		const { number, text, hash } = await signedText(ctx, params.id);
		return new Response(text, {
			headers: {
				"content-type": "application/json",
				"content-disposition": `attachment; filename="handover-${number}.json"`,
				etag: `"${hash}"`,
				"cache-control": "no-store",
			},
		});
	},
);
