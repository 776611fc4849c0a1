import { noContent, route } from "@/lib/platform/http/route";
import { totpPairingAnswer } from "@/lib/platform/identity/answers";
import {
	beginAuthenticator,
	passwordProof,
	removeAuthenticator,
} from "@/lib/platform/identity/own-authenticator";

export const POST = route(
	"Creates a secret to pair an authenticator app",
	{
		body: passwordProof,
		description: "It is turned on once one of its codes is confirmed.",
		errors: ["conflict", "not_configured"],
		secret: true,
	},
	totpPairingAnswer,
	beginAuthenticator,
);

export const DELETE = route(
	"Removes your authenticator app",
	{ body: passwordProof, errors: ["conflict"], idempotent: false },
	noContent,
	removeAuthenticator,
);
