import { route } from "@/lib/http/route";
import { ownAccount } from "@/lib/identity/own-account";

export const GET = route(async ({ ctx }) => Response.json(await ownAccount(ctx)));
