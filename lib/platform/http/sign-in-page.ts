import { config } from "@/lib/platform/config/config";

/** Sends the browser to a path of the app, under the name that people open it at. */
export function publicRedirect(path: string): Response {
	return new Response(null, {
		status: 303,
		headers: { location: `${config().publicUrl ?? ""}${path}`, "cache-control": "no-store" },
	});
}

/** Sends the browser to the sign-in page, with what it should say there. */
export function signInPage(query: Readonly<Record<string, string>>): Response {
	return publicRedirect(`/sign-in?${new URLSearchParams(query)}`);
}
