import { noContent, route } from "@/lib/platform/http/route";
import { changeOwnPassword, passwordChange } from "@/lib/platform/identity/change-own-password";

export const POST = route(
	"Changes your password and signs your other browsers out",
	{ body: passwordChange, errors: ["conflict"], idempotent: false },
	noContent,
	changeOwnPassword,
);
