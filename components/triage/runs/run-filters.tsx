"use client";

import { useWorkspaces } from "@/components/client/shell-context";
import { ParamFilter } from "@/components/parts/filters/choice-filter";
import { isFiltered, type UrlOf, withoutFilters } from "@/components/parts/filters/url-params";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { type HuntSummary, RUN_STATUSES, RUN_TRIGGERS, type RunFilter } from "@/lib/triage/catalogue/schema";
import { RUN_STATUS } from "./run-status";
import { TRIGGER } from "./run-words";
import { RUN_URL, type SetRunUrl } from "./url";

interface RunFiltersProps {
	readonly url: UrlOf<typeof RUN_URL>;
	readonly setUrl: SetRunUrl;
	/** Undefined while they are not known. */
	readonly hunts: readonly HuntSummary[] | undefined;
	readonly huntsFailed: boolean;
}

const DAY = 86_400_000;
const SINCE = [
	{ value: "all", label: "Any time", days: 0 },
	{ value: "1", label: "Last 24 hours", days: 1 },
	{ value: "7", label: "Last 7 days", days: 7 },
	{ value: "30", label: "Last 30 days", days: 30 },
	{ value: "90", label: "Last 90 days", days: 90 },
] as const;
const FIXED = { value: "fixed", label: "As in the address" } as const;

export function RunFilters({ url, setUrl, hunts, huntsFailed }: RunFiltersProps) {
	const workspaces = useWorkspaces();
	const of = { list: RUN_URL, url, setUrl };
	const named = (values: readonly { id: string; name: string }[] | undefined) =>
		values?.map(({ id, name }) => ({ value: id, label: name }));
	const since = sinceOf(url.filter);
	return (
		<fieldset aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
			<ParamFilter {...of} param="hunt" options={named(hunts)} failed={huntsFailed} />
			{workspaces.length > 1 ? <ParamFilter {...of} param="workspace" options={named(workspaces)} /> : null}
			<ParamFilter
				{...of}
				param="status"
				options={RUN_STATUSES.map((value) => ({ value, label: RUN_STATUS[value].label }))}
			/>
			<ParamFilter
				{...of}
				param="trigger"
				options={RUN_TRIGGERS.map((value) => ({ value, label: TRIGGER[value] }))}
			/>
			<Select
				label="Time"
				value={since}
				options={since === FIXED.value ? [FIXED, ...SINCE] : SINCE}
				onValueChange={(value) => {
					const days = SINCE.find((one) => one.value === value)?.days ?? 0;
					// The start of an hour, so that the same choice is the same address for a while.
					const at = Math.floor((Date.now() - days * DAY) / 3_600_000) * 3_600_000;
					setUrl({ from: days === 0 ? null : new Date(at).toISOString(), to: null });
				}}
			/>
			{isFiltered(url) ? (
				<Button variant="ghost" onClick={() => setUrl(withoutFilters(RUN_URL))}>
					Clear
				</Button>
			) : null}
		</fieldset>
	);
}

function sinceOf({ from, to }: RunFilter): string {
	if (from === undefined && to === undefined) return "all";
	if (from === undefined || to !== undefined) return FIXED.value;
	const days = (Date.now() - Date.parse(from)) / DAY;
	return SINCE.find((one) => days >= one.days && days < one.days + 0.5 && one.days > 0)?.value ?? FIXED.value;
}
