import { ApiProblem } from "@/components/client/api";
import { visibleProse } from "@/lib/core/visible-text";
import type { RunProblem } from "@/lib/triage/catalogue/schema";

/** Why a run failed, for the one notice that shows problems. */
export function asShownProblem({ code, message, remedy, places = [] }: RunProblem): ApiProblem {
	// The workspace's own words stand at the place they are about, so they need not be said twice.
	const atPlace = code === "query_refused" && places.some((place) => place.message === message);
	return new ApiProblem(0, {
		title: "The run failed",
		detail: atPlace ? "The workspace refused the query." : visibleProse(message),
		code,
		remedy,
		// A workspace quotes what it refuses.
		places: places.map((place) => ({ ...place, message: visibleProse(place.message) })),
	});
}
