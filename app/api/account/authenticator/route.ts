import { route } from "@/lib/platform/http/route";
import { totpPairingAnswer } from "@/lib/platform/identity/answers";
import {
	beginAuthenticator,
	passwordProof,
	removeAuthenticator,
} from "@/lib/platform/identity/own-authenticator";

export const POST = route(
	{
		summary: "Creates a secret to pair an authenticator app",
		description: "It is turned on once one of its codes is confirmed.",
		permission: "sessions.own",
		body: passwordProof,
		answers: { 200: totpPairingAnswer },
		errors: ["conflict", "rate_limited", "not_configured"],
		// What is kept for a repetition would hold the secret.
		idempotent: false,
	},
	async ({ ctx, body }) => Response.json(await beginAuthenticator(ctx, body)),
);

export const DELETE = route(
	{
		summary: "Removes your authenticator app",
		permission: "sessions.own",
		body: passwordProof,
		answers: { 204: null },
		errors: ["conflict", "rate_limited"],
		idempotent: false,
	},
	async ({ ctx, body }) => {
		await removeAuthenticator(ctx, body);
		return new Response(null, { status: 204 });
	},
);
