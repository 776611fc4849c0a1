import type { Context } from "@/lib/platform/context/context";
import type { Visit } from "@/lib/platform/identity/visit";
import { ADDRESS_HEADER } from "./rate-limit";

/** What signing in is given of a request. */
export function visitOf(request: Request, ctx: Context): Visit {
	const address = request.headers.get(ADDRESS_HEADER);
	return { ctx, userAgent: request.headers.get("user-agent"), ...(address ? { address } : {}) };
}
