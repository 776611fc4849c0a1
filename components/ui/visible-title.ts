import type { ReactNode } from "react";
import { visibleProse } from "@/lib/core/visible-text";

/** What a title shows: text through the one renderer, elements as they are. */
export function visibleTitle(title: ReactNode): ReactNode {
	return typeof title === "string" ? visibleProse(title) : title;
}
