import type { Visit } from "@/lib/identity/visit";
import type { RouteCall } from "./route";

/** What signing in is given of a request. */
export function visitOf({
	ctx,
	request,
}: Pick<RouteCall<unknown, unknown, unknown>, "ctx" | "request">): Visit {
	return { ctx, userAgent: request.headers.get("user-agent") };
}
