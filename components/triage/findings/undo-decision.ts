import { request } from "@/components/client/api";
import type { DecisionResult } from "@/lib/decisions/schema";
import { findingCount } from "./finding-count";

/** @param finding the one finding to undo it for; else all that it decided */
export function undoDecision(id: string, finding?: string): Promise<DecisionResult> {
	const only = finding === undefined ? "" : `?finding=${finding}`;
	return request<DecisionResult>(`/api/findings/decisions/${id}${only}`, { method: "DELETE" });
}

/** How an undo went. @param text what was undone, such as "1 finding marked benign" */
export function undoneText(
	{ decided, conflicts }: DecisionResult,
	text: string,
): { readonly title: string; readonly description: string | undefined } {
	return {
		title: decided === 0 ? "Couldn’t undo it" : `Undone: ${text}`,
		description:
			conflicts === 0
				? undefined
				: `${findingCount(conflicts)} decided again since, and kept as ${conflicts === 1 ? "it is" : "they are"}.`,
	};
}
