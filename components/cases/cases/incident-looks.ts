import { CloudAlert, CloudCheck, CloudUpload, GitCompareArrows, type LucideIcon } from "lucide-react";
import type { Tone } from "@/components/ui/tone";
import type { IncidentField } from "@/lib/outbound/incidents/rules";
import type { IncidentDto, Omitted } from "@/lib/outbound/incidents/schema";

type State = NonNullable<IncidentDto["incident"]>["state"];

/** How a state of an incident is written. */
export const INCIDENT_STATES: Record<State, { icon: LucideIcon; tone: Tone; label: string }> = {
	waiting: { icon: CloudUpload, tone: "blue", label: "Push pending" },
	pushed: { icon: CloudCheck, tone: "teal", label: "In sync with Sentinel" },
	differs: { icon: GitCompareArrows, tone: "amber", label: "Changed in Sentinel" },
	failing: { icon: CloudAlert, tone: "red", label: "Not pushed" },
};

export const INCIDENT_FIELD_NAMES: Record<IncidentField, string> = {
	status: "Status",
	classification: "Classification",
	classificationReason: "Reason",
	classificationComment: "Closing comment",
	owner: "Owner",
	severity: "Severity",
	title: "Title",
	description: "Description",
};

/** What Sentinel has not, in sentences. */
export function leftOut(omitted: Omitted | null): string[] {
	if (omitted === null) return [];
	const many = (count: number, one: string, more: string) =>
		count === 1 ? `One ${one}` : `${count} ${more}`;
	return [
		...(omitted.descriptionCut ? ["The end of the description"] : []),
		...(omitted.commentsCut === 0
			? []
			: [`The end of ${many(omitted.commentsCut, "comment", "comments").toLowerCase()}`]),
		...(omitted.commentsLeftOut === 0
			? []
			: [many(omitted.commentsLeftOut, "comment, the oldest", "comments, the oldest")]),
		...(omitted.bookmarksLeftOut === 0
			? []
			: [many(omitted.bookmarksLeftOut, "finding without a bookmark", "findings without a bookmark")]),
		...(omitted.bookmarksRefused ? ["Bookmarks need the role Microsoft Sentinel Contributor"] : []),
	];
}
