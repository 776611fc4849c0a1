"use client";

import { usePreferences } from "@/components/client/preferences";
import { useWorkspaceName } from "@/components/client/shell-context";
import { timeParts } from "@/components/client/time-format";
import { LAST_LABEL } from "@/components/parts/filters/time-filter";
import { ActiveFilters } from "@/components/ui/active-filters";
import { visibleText } from "@/lib/core/visible-text";
import type { HuntSummary } from "@/lib/triage/catalogue/schema";
import { CLICK } from "./click";
import { REASON } from "./reasons";
import { isFiltered, type TriageUrl } from "./url";
import type { SetTriageUrl, UrlPatch } from "./use-triage-url";

interface FilterChipsProps {
	readonly url: TriageUrl;
	readonly setUrl: SetTriageUrl;
	readonly hunts: readonly HuntSummary[];
}

/** Everything that narrows the list, each with its removal. */
export const NO_FILTERS: UrlPatch = {
	user: null,
	threat: null,
	workload: null,
	click: null,
	last: null,
	from: null,
	to: null,
	hunt: null,
	workspace: null,
	run: null,
	text: null,
	sample: null,
	case: null,
	twins: null,
	firstSeenFrom: null,
	firstSeenTo: null,
	decidedFrom: null,
	decidedTo: null,
	verdict: null,
	reason: null,
	decidedBy: null,
	reopenedFrom: null,
	reopenedTo: null,
};

/** Findings from generated sample data, and those from data of one's own. */
export const SAMPLE_LABEL = { no: "Own data only", yes: "Sample data only" } as const;

const BOUNDS = [
	["firstSeenFrom", "First seen from"],
	["firstSeenTo", "First seen until"],
	["decidedFrom", "Decided from"],
	["decidedTo", "Decided until"],
	["reopenedFrom", "Came back from"],
	["reopenedTo", "Came back until"],
] as const;

export function FilterChips({ url, setUrl, hunts }: FilterChipsProps) {
	const { zone } = usePreferences();
	const workspaceName = useWorkspaceName();
	if (!isFiltered(url)) return null;
	const { filter } = url;
	const chips: { key: string; text: string; without: UrlPatch }[] = [];
	const list = (
		param: "user" | "threat" | "workload" | "click" | "hunt" | "workspace" | "verdict" | "reason",
		values: readonly string[],
		name: (v: string) => string,
	) => {
		for (const value of values) {
			const rest = values.filter((other) => other !== value);
			chips.push({
				key: `${param} ${value}`,
				text: name(value),
				without: { [param]: rest.length === 0 ? null : rest.join(",") },
			});
		}
	};
	const time = (instant: string) => {
		const parts = timeParts(new Date(instant), zone);
		return `${parts.date} ${parts.time.slice(0, 5)} ${zone}`;
	};
	list("user", filter.user ?? [], (user) => user);
	list("click", filter.click ?? [], (kind) => CLICK[kind as keyof typeof CLICK].label);
	list("threat", filter.threat ?? [], (threat) => threat);
	list("workload", filter.workload ?? [], (workload) => workload);
	if (url.last !== null) chips.push({ key: "last", text: LAST_LABEL[url.last], without: { last: null } });
	if (filter.from !== undefined) {
		chips.push({ key: "from", text: `From ${time(filter.from)}`, without: { from: null } });
	}
	if (filter.to !== undefined) {
		chips.push({ key: "to", text: `Until ${time(filter.to)}`, without: { to: null } });
	}
	list("hunt", filter.hunt ?? [], (id) => hunts.find((hunt) => hunt.id === id)?.name ?? `Hunt ${id}`);
	list("workspace", filter.workspace ?? [], workspaceName);
	if (filter.sample !== undefined) {
		chips.push({ key: "sample", text: SAMPLE_LABEL[filter.sample], without: { sample: null } });
	}
	if (filter.run !== undefined) {
		chips.push({ key: "run", text: "Seen by one run", without: { run: null } });
	}
	for (const [param, words] of BOUNDS) {
		const instant = filter[param];
		if (instant === undefined) continue;
		chips.push({ key: param, text: `${words} ${time(instant)}`, without: { [param]: null } });
	}
	list("verdict", filter.verdict ?? [], (verdict) => `Decided as ${verdict}`);
	list("reason", filter.reason ?? [], (reason) => REASON[reason as keyof typeof REASON].label);
	if (filter.decidedBy !== undefined) {
		chips.push({ key: "decidedBy", text: "Decided by one person", without: { decidedBy: null } });
	}
	if (filter.case !== undefined) {
		const text = filter.case === "none" ? "In no case" : "In one case";
		chips.push({ key: "case", text, without: { case: null } });
	}
	if (filter.twins !== undefined) {
		chips.push({ key: "twins", text: "Stored twice", without: { twins: null } });
	}
	if (filter.text !== undefined) {
		chips.push({ key: "text", text: `“${filter.text}”`, without: { text: null } });
	}
	return (
		<ActiveFilters
			filters={chips.map((chip) => ({ ...chip, text: visibleText(chip.text) }))}
			onChange={setUrl}
			onClear={() => setUrl(NO_FILTERS)}
		/>
	);
}
