import type { Visit } from "@/lib/platform/identity/visit";
import { ADDRESS_HEADER } from "./rate-limit";
import type { RouteCall } from "./route";

/** What signing in is given of a request. */
export function visitOf({
	ctx,
	request,
}: Pick<RouteCall<unknown, unknown, unknown>, "ctx" | "request">): Visit {
	const address = request.headers.get(ADDRESS_HEADER);
	return { ctx, userAgent: request.headers.get("user-agent"), ...(address ? { address } : {}) };
}
