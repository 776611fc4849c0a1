import { route } from "@/lib/platform/http/route";
import { ownAccountAnswer } from "@/lib/platform/identity/answers";
import { ownAccount } from "@/lib/platform/identity/own-account";

export const GET = route(
	"Gets how you sign in and where you are signed in",
	{},
	ownAccountAnswer,
	ownAccount,
);
