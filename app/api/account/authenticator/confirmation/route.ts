import { route } from "@/lib/platform/http/route";
import { recoveryCodesAnswer } from "@/lib/platform/identity/answers";
import { codeConfirmation, confirmAuthenticator } from "@/lib/platform/identity/own-authenticator";

export const POST = route(
	"Turns on the paired authenticator app",
	{
		body: codeConfirmation,
		description: "Only this answer holds the recovery codes.",
		errors: ["conflict", "not_configured"],
		secret: true,
	},
	recoveryCodesAnswer,
	confirmAuthenticator,
);
