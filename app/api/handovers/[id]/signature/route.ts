import { handoverDetail, signInput } from "@/lib/handovers/handovers/schema";
import { signHandover } from "@/lib/handovers/signing/sign";
import { uuidParams } from "@/lib/platform/http/operation";
import { route } from "@/lib/platform/http/route";

export const POST = route(
	{
		summary: "Signs a draft",
		description:
			"Freezes its current state; its hash goes into the audit. If something is missing without a reason, the error lists it in `blocking`.",
		permission: "handovers.write",
		params: uuidParams,
		body: signInput,
		answers: { 200: handoverDetail },
		errors: ["not_found", "conflict"],
	},
	async ({ ctx, params, body }) => Response.json(await signHandover(ctx, params.id, body)),
);
