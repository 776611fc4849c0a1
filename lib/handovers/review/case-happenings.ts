import type { CaseEventKind } from "@/lib/cases/record/rules";

/** What a kind of event is called in what happened since a handover. */
const SENTENCE: Partial<Record<CaseEventKind, string>> = {
	created: "Case created",
	status_undone: "Status change undone",
	findings_added: "Findings added",
	findings_removed: "Findings removed",
	linked: "Linked with another case",
	unlinked: "Link removed",
	merged: "Merged",
	unmerged: "Merge undone",
	split: "Split",
	task_added: "Task added",
	task_changed: "Task changed",
	task_removed: "Task removed",
	commented: "Comment",
	attached: "Attachment added",
	incident_pushed: "Incident created in Sentinel",
	incident_changed: "Incident in Sentinel changed",
	incident_failed: "Incident could not be pushed to Sentinel",
	deadline_passed: "Deadline passed",
};

const FIELD: Readonly<Record<string, string>> = {
	title: "title",
	severity: "severity",
	ownerId: "owner",
	dueAt: "deadline",
	known: "what we know",
	hypothesis: "hypothesis",
	waitingFor: "awaited answer",
};

interface Happening {
	readonly kind: string;
	readonly data: unknown;
}

/** What happened to a case, in a few words; null for what says nothing to who took it over, such as a new watcher. */
export function caseHappening({ kind, data }: Happening): string | null {
	const after = member(data, "after");
	const before = member(data, "before");
	if (kind === "status_changed") return `Status: ${String(after.status ?? "changed")}`;
	if (kind === "updated") return updated(before, after);
	if (kind === "task_changed" && after.status === "done") {
		const title = typeof after.title === "string" ? `: ${after.title}` : "";
		return `Task done${title}`;
	}
	return SENTENCE[kind as CaseEventKind] ?? null;
}

function updated(before: Record<string, unknown>, after: Record<string, unknown>): string | null {
	if (typeof before.nextAction === "string" && after.nextAction === null) {
		return `Next action done: ${before.nextAction}`;
	}
	if (typeof after.nextAction === "string") return `Next action: ${after.nextAction}`;
	if ("nextActionAt" in after || "nextActionOwnerId" in after) return "Next action moved";
	if (after.severity !== undefined) return `Severity: ${String(after.severity)}`;
	const names = Object.keys(after).flatMap((key) => FIELD[key] ?? []);
	return names.length === 0 ? null : `Changed: ${names.join(", ")}`;
}

function member(data: unknown, name: string): Record<string, unknown> {
	const value = typeof data === "object" && data !== null ? (data as Record<string, unknown>)[name] : null;
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
