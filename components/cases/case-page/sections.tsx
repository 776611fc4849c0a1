import type { ComponentType, ReactNode } from "react";
import { FilesSection } from "@/components/cases/attachments/files-section";
import { EntitiesSection } from "@/components/cases/cases/entities-section";
import { FindingsSection } from "@/components/cases/cases/findings-section";
import { IncidentSection } from "@/components/cases/cases/incident-section";
import { Overview } from "@/components/cases/cases/overview";
import type { CaseChanges } from "@/components/cases/cases/use-case-change";
import { CommentsSection } from "@/components/cases/comments/comments-section";
import { TasksSection } from "@/components/cases/tasks/tasks-section";
import { TimelineSection } from "@/components/cases/timeline/timeline-section";
import type { CaseDetail } from "@/lib/cases/cases/schema";

export interface CaseSection {
	/** In the page's address: `?section=tasks`. */
	readonly value: string;
	/** What the tab says, with a count where there is one. */
	readonly label: (of: CaseDetail) => ReactNode;
	/** Is given the case as it stands; reads what else it needs under `caseKey(id)`. Scrolls with the page. */
	readonly content: ComponentType<{ readonly of: CaseDetail; readonly changes: CaseChanges }>;
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
	{ value: "findings", label: (of) => counted("Findings", of.findings), content: FindingsSection },
	{ value: "entities", label: () => "Entities", content: EntitiesSection },
	{ value: "tasks", label: (of) => counted("Tasks", of.tasks.open), content: TasksSection },
	{ value: "comments", label: (of) => counted("Comments", of.comments), content: CommentsSection },
	{ value: "files", label: () => "Files", content: FilesSection },
	{ value: "timeline", label: () => "Timeline", content: TimelineSection },
	{ value: "sentinel", label: () => "Sentinel", content: IncidentSection },
];
