import { inSpan, telemetry } from "./telemetry";

type Answer<Params> = (request: Request, context: { readonly params: Promise<Params> }) => Promise<Response>;

/** A route handler in a span and a duration: method, route, status and the request's id, and nothing it was sent. */
export function observed<Params extends Record<string, string>>(answer: Answer<Params>): Answer<Params> {
	return async (request, context) => {
		const installed = telemetry();
		if (!installed) return await answer(request, context);
		const route = routeOf(new URL(request.url).pathname, await context.params);
		const method = request.method;
		const began = performance.now();
		return await inSpan(
			`${method} ${route}`,
			{ kind: "server", attributes: { "http.request.method": method, "http.route": route } },
			async (span) => {
				const response = await answer(request, context);
				const { status } = response;
				const requestId = response.headers.get("x-request-id");
				span.set({
					"http.response.status_code": status,
					...(requestId === null ? {} : { "afterclick.request_id": requestId }),
				});
				if (status >= 500) span.fail(String(status));
				installed.record("http.server.request.duration", (performance.now() - began) / 1_000, {
					"http.request.method": method,
					"http.route": route,
					"http.response.status_code": status,
				});
				return response;
			},
		);
	};
}

/** The path with its parameters' names in place of what they hold. */
export function routeOf(
	pathname: string,
	params: Readonly<Record<string, string | readonly string[]>>,
): string {
	const names = new Map(
		Object.entries(params).flatMap(([name, value]) =>
			[value].flat().map((part) => [part, `{${name}}`] as const),
		),
	);
	return pathname
		.split("/")
		.map((part) => names.get(decode(part)) ?? part)
		.join("/");
}

function decode(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		return part;
	}
}
