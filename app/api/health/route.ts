import { health } from "@/lib/http/health";

export const dynamic = "force-dynamic";

/** Outside the route wrapper, which asks the database who calls. */
export const GET = () => Response.json(health(), { headers: { "cache-control": "no-store" } });
