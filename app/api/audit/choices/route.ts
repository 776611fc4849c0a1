import { auditChoices } from "@/lib/audit/choices";
import { route } from "@/lib/http/route";

export const GET = route(async ({ ctx }) => Response.json(await auditChoices(ctx)));
