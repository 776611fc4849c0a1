import type { ComponentType, ReactNode } from "react";
import type { CaseDetail } from "@/lib/cases/schema";
import { IncidentSection } from "./incident-section";
import { Overview } from "./overview";

export interface CaseSection {
	/** In the page's address: `?section=tasks`. */
	readonly value: string;
	/** What the tab says, with a count where there is one. */
	readonly label: (of: CaseDetail) => ReactNode;
	/** Is given the case as it stands; reads what else it needs under `caseKey(id)`. Scrolls with the page. */
	readonly content: ComponentType<{ readonly of: CaseDetail }>;
}

/** A tab's word and its count. */
export function counted(word: string, count: number): ReactNode {
	return (
		<>
			{word}
			<span className="font-normal text-faint">{count.toLocaleString("en")}</span>
		</>
	);
}

/** The sections of a case's page, from left to right. */
export const CASE_SECTIONS: readonly CaseSection[] = [
	{ value: "overview", label: () => "Overview", content: Overview },
	{ value: "sentinel", label: () => "Sentinel", content: IncidentSection },
];
