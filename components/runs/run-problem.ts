import { ApiProblem } from "@/components/api";
import type { RunProblem } from "@/lib/hunts/schema";

/** Why a run failed, for the one notice that shows problems. */
export function asShownProblem({ code, message, remedy, places }: RunProblem): ApiProblem {
	return new ApiProblem(0, { title: "The run failed", detail: message, code, remedy, places });
}
