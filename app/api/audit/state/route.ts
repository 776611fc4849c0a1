import { auditState } from "@/lib/audit/state";
import { route } from "@/lib/http/route";

export const GET = route(async ({ ctx }) => Response.json(await auditState(ctx)));
