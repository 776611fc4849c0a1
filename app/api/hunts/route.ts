import { route } from "@/lib/http/route";
import { listHunts } from "@/lib/hunts/list";

export const GET = route(async ({ ctx }) => Response.json(await listHunts(ctx)));
