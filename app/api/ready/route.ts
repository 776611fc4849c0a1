import { createContext } from "@/lib/context";
import { readiness } from "@/lib/http/ready";
import { SYSTEM } from "@/lib/identity/actor";

export const dynamic = "force-dynamic";

/** Outside the route wrapper, which fails when the database is away instead of saying so. */
export async function GET() {
	const state = await readiness(createContext(SYSTEM));
	return Response.json(state, {
		status: state.status === "ready" ? 200 : 503,
		headers: { "cache-control": "no-store" },
	});
}
