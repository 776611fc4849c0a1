import { route } from "@/lib/platform/http/route";
import { recoveryCodesAnswer } from "@/lib/platform/identity/answers";
import { codeConfirmation, confirmAuthenticator } from "@/lib/platform/identity/own-authenticator";

export const POST = route(
	{
		summary: "Turns on the paired authenticator app",
		description: "Only this answer holds the recovery codes.",
		permission: "sessions.own",
		body: codeConfirmation,
		answers: { 200: recoveryCodesAnswer },
		errors: ["conflict", "rate_limited", "not_configured"],
		idempotent: false,
	},
	async ({ ctx, body }) => Response.json(await confirmAuthenticator(ctx, body)),
);
