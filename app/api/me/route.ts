import { route } from "@/lib/http/route";
import { describeMe } from "@/lib/identity/me";

export const GET = route(async ({ ctx }) => Response.json({ me: describeMe(ctx.actor) }));
