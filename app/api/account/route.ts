import { route } from "@/lib/platform/http/route";
import { ownAccountAnswer } from "@/lib/platform/identity/answers";
import { ownAccount } from "@/lib/platform/identity/own-account";

export const GET = route(
	{
		summary: "Gets how you sign in and where you are signed in",
		permission: "sessions.own",
		answers: { 200: ownAccountAnswer },
	},
	async ({ ctx }) => Response.json(await ownAccount(ctx)),
);
