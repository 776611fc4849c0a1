import { Briefcase, Flag, ListTodo, MessageSquare, MousePointerClick, Paperclip } from "lucide-react";
import { CASE_STATUS, CLASSIFICATION } from "@/components/cases/cases/looks";
import { TASK_STATUS } from "@/components/cases/tasks/status";
import { REASON } from "@/components/triage/findings/reasons";
import { STATUS } from "@/components/triage/findings/status";
import type { Look } from "@/components/ui/tag";
import type { TimelineEntry } from "@/lib/cases/timeline/answers";
import type { TimelineKind } from "@/lib/cases/timeline/rules";
import { defangedHost } from "@/lib/core/defang";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";

export const TIMELINE_KIND: Record<TimelineKind, Look> = {
	evidence: { label: "Evidence", icon: MousePointerClick, tone: "amber" },
	decision: { label: "Decisions", icon: Flag, tone: "rose" },
	task: { label: "Tasks", icon: ListTodo, tone: "blue" },
	comment: { label: "Comments", icon: MessageSquare, tone: "neutral" },
	file: { label: "Files", icon: Paperclip, tone: "neutral" },
	case: { label: "Case", icon: Briefcase, tone: "teal" },
};

/** What an entry tells, in a line. */
export function entryText(entry: TimelineEntry): string {
	switch (entry.kind) {
		case "evidence":
			return [
				visibleText(entry.what),
				entry.user === null ? null : visibleText(entry.user),
				entry.url === null ? null : defangedHost(entry.url),
				entry.ip === null ? null : `from ${visibleText(entry.ip)}`,
			]
				.filter((part) => part !== null)
				.join(" · ");
		case "decision":
			return decisionText(entry);
		case "comment":
			return entry.what === "commented"
				? visibleText(entry.text.replaceAll(/\s+/g, " "))
				: "A comment was deleted";
		default:
			return eventText(entry);
	}
}

function decisionText({ what, findings, user, text, data }: TimelineEntry): string {
	const about =
		findings !== 1 ? plural(findings, "finding") : user === null ? "a finding" : visibleText(user);
	const head =
		what === "undone"
			? `Decision undone on ${about}`
			: what === "changed"
				? `Evidence changed after the decision: ${about}`
				: `${what in STATUS ? STATUS[what as keyof typeof STATUS].label : what}: ${about}`;
	const reason =
		typeof data?.reason === "string" ? REASON[data.reason as keyof typeof REASON]?.label : undefined;
	return [head, reason, text === "" ? undefined : visibleText(text)]
		.filter((part) => part !== undefined)
		.join(" · ");
}

const word = (value: unknown) =>
	typeof value === "string" || typeof value === "number" ? visibleText(String(value)) : "";
const linkedCase = (number: unknown) => (number == null ? "another case" : `case ${word(number)}`);
const listed = (value: unknown) => (Array.isArray(value) ? value.length : 0);

/** The events of a case; one without words here is told by its name. */
const EVENT: Readonly<Record<string, (data: Readonly<Record<string, unknown>>) => string>> = {
	created: ({ title }) => `Case created: ${word(title)}`,
	updated: (data) => `Changed ${changedFields(data)}`,
	status_changed: (data) => statusText(data),
	status_undone: () => "The last status change was undone",
	findings_added: (data) => `${countText(data)} added`,
	findings_removed: (data) => `${countText(data)} removed`,
	entity_added: ({ kind, value }) => `Entity added: ${word(kind)} ${word(value)}`,
	entity_removed: ({ kind, value }) => `Entity removed: ${word(kind)} ${word(value)}`,
	watcher_added: ({ name }) => `${word(name) || "Someone"} watches the case`,
	watcher_removed: ({ name }) => `${word(name) || "Someone"} no longer watches the case`,
	linked: ({ number }) => `Linked with ${linkedCase(number)}`,
	unlinked: ({ number }) => `No longer linked with ${linkedCase(number)}`,
	merged: ({ from, into }) => `Case ${word(from)} was merged into ${word(into)}`,
	unmerged: ({ from, into }) => `The merge of case ${word(from)} into ${word(into)} was undone`,
	split: ({ from, into, count }) =>
		`${word(count)} findings moved from case ${word(from)} to case ${word(into)}`,
	task_added: ({ title, template, count }) =>
		template === undefined
			? `Task added: ${word(title)}`
			: `${word(count)} tasks added from “${word(template)}”`,
	task_changed: (data) => taskText(data),
	task_removed: ({ title }) => `Task removed: ${word(title)}`,
	comment_deleted: ({ author }) => `A comment by ${word(author)} was deleted`,
	attached: ({ name }) => `File attached: ${word(name)}`,
	attachment_removed: ({ name }) => `File deleted: ${word(name)}`,
	incident_pushed: () => "Pushed to Sentinel",
	incident_changed: () => "Changed in Sentinel",
	incident_failed: () => "Could not be pushed to Sentinel",
	deadline_passed: () => "A deadline passed",
};

function eventText({ what, data }: TimelineEntry): string {
	return EVENT[what]?.(data ?? {}) ?? what.replaceAll("_", " ");
}

function changedFields(data: Readonly<Record<string, unknown>>): string {
	const fields =
		typeof data.after === "object" && data.after !== null ? Object.keys(data.after) : Object.keys(data);
	// Its owner shows that it was acknowledged.
	const words = fields
		.filter((field) => field !== "acknowledgedAt")
		.map((field) =>
			(field === "known" ? "what we know" : field)
				.replace(/(Id|Name)$/, "")
				.replace(/([a-z])([A-Z])/g, "$1 $2")
				.toLowerCase(),
		);
	return [...new Set(words)].join(", ") || "the case";
}

function statusText(data: Readonly<Record<string, unknown>>): string {
	const after = (typeof data.after === "object" && data.after !== null ? data.after : data) as Record<
		string,
		unknown
	>;
	const status = word(after.status ?? data.to);
	const label = status in CASE_STATUS ? CASE_STATUS[status as keyof typeof CASE_STATUS].label : status;
	const how = word(after.classification);
	return `${label}${how in CLASSIFICATION ? `: ${CLASSIFICATION[how as keyof typeof CLASSIFICATION].toLowerCase()}` : ""}`;
}

function countText(data: Readonly<Record<string, unknown>>): string {
	const count = typeof data.count === "number" ? data.count : listed(data.findingIds ?? data.findings);
	return count === 0 ? "findings" : plural(count, "finding");
}

function taskText(data: Readonly<Record<string, unknown>>): string {
	const title = word(data.title);
	const status = word(data.status);
	if (status in TASK_STATUS) {
		const outcome = word(data.outcome);
		return `Task ${TASK_STATUS[status as keyof typeof TASK_STATUS].label.toLowerCase()}: ${title}${outcome === "" ? "" : ` · ${outcome}`}`;
	}
	if ("assignee" in data)
		return word(data.assignee) === ""
			? `Task unassigned: ${title}`
			: `Task assigned to ${word(data.assignee)}: ${title}`;
	if (data.moved === true) return `Task moved: ${title}`;
	return `Task changed: ${title}`;
}
