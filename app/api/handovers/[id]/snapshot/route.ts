import { signedText } from "@/lib/handovers/handovers/signed-text";
import { file, route, uuid } from "@/lib/platform/http/route";
import { saved } from "@/lib/platform/http/text-stream";

export const GET = route(
	"Gets the exact snapshot of a signed handover",
	{
		id: uuid,
		description:
			"What its SHA-256 covers: `npm run audit:verify -- --handover FILE` proves it against the audit.",
	},
	file("The snapshot as it was written.", "application/json"),
	async (ctx, id) => {
		const { number, text, hash } = await signedText(ctx, id);
		return saved(text, `handover-${number}`, "json", { etag: `"${hash}"` });
	},
);
