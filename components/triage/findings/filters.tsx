"use client";

import { useWorkspaceName, useWorkspaces } from "@/components/client/shell-context";
import { FilterButton, ParamFilter } from "@/components/parts/filters/choice-filter";
import { FilterChips } from "@/components/parts/filters/filter-chips";
import { TimeFilter } from "@/components/parts/filters/time-filter";
import { activeFilters } from "@/components/parts/filters/url-params";
import { FilterSet } from "@/components/ui/filter-set";
import { Menu, MenuRadio } from "@/components/ui/menu";
import type { HuntSummary } from "@/lib/triage/catalogue/schema";
import { CLICK_KINDS } from "@/lib/triage/findings/rules";
import type { FindingFacets } from "@/lib/triage/findings/schema";
import { CLICK } from "./click";
import { REASON } from "./reasons";
import { type SetTriageUrl, TRIAGE_URL, type TriageUrl } from "./url";
import { UserFilter } from "./user-filter";

/** Findings from generated sample data, and those from data of one's own. */
const SAMPLE_LABEL = { no: "Own data only", yes: "Sample data only" } as const;

interface FilterChipsProps {
	readonly url: TriageUrl;
	readonly setUrl: SetTriageUrl;
	/** Undefined while they are not known. */
	readonly hunts: readonly HuntSummary[] | undefined;
}

/** Everything that narrows the list, each with its removal. */
export function FindingChips({ url, setUrl, hunts = [] }: FilterChipsProps) {
	const workspace = useWorkspaceName();
	return (
		<FilterChips
			list={TRIAGE_URL}
			url={url}
			setUrl={setUrl}
			names={{
				workspace,
				click: (kind) => CLICK[kind].label,
				hunt: (id) => hunts.find((hunt) => hunt.id === id)?.name ?? `Hunt ${id}`,
				sample: (sample) => SAMPLE_LABEL[sample],
				verdict: (verdict) => `Decided as ${verdict}`,
				reason: (reason) => REASON[reason].label,
				case: (id) => (id === "none" ? "In no case" : "In one case"),
			}}
		/>
	);
}

interface FiltersProps extends FilterChipsProps {
	/** Undefined while they are not known. */
	readonly facets: FindingFacets | undefined;
	readonly facetsFailed: boolean;
	readonly huntsFailed: boolean;
}

/** The filters beside the search box. */
export function Filters({ url, setUrl, facets, facetsFailed, hunts, huntsFailed }: FiltersProps) {
	const { filter } = url;
	const workspaces = useWorkspaces();
	const of = { list: TRIAGE_URL, url, setUrl };
	const counted = (values: FindingFacets["threat"] | undefined) =>
		values?.map(({ value, count }) => ({ value, label: value, count }));
	return (
		<FilterSet active={activeFilters(url)} done="Show the findings">
			<UserFilter chosen={filter.user ?? []} hunts={filter.hunt} onChange={(user) => setUrl({ user })} />
			<ParamFilter
				{...of}
				param="click"
				options={CLICK_KINDS.map((kind) => ({
					value: kind,
					label: CLICK[kind].label,
					...(facets === undefined ? {} : { count: facets.click[kind] }),
				}))}
			/>
			<ParamFilter {...of} param="threat" options={counted(facets?.threat)} failed={facetsFailed} />
			<ParamFilter {...of} param="workload" options={counted(facets?.workload)} failed={facetsFailed} />
			<TimeFilter last={url.last} from={filter.from} to={filter.to} onChange={setUrl} />
			<ParamFilter
				{...of}
				param="hunt"
				options={hunts?.map(({ id, name, findings }) => ({ value: id, label: name, count: findings }))}
				failed={huntsFailed}
			/>
			{workspaces.length > 1 ? (
				<ParamFilter
					{...of}
					param="workspace"
					options={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
				/>
			) : null}
			<Menu trigger={<FilterButton label="Data" count={filter.sample === undefined ? 0 : 1} />}>
				<MenuRadio
					label="Data"
					value={filter.sample ?? "all"}
					options={[
						{ value: "all", label: "Own and sample data" },
						{ value: "no", label: SAMPLE_LABEL.no },
						{ value: "yes", label: SAMPLE_LABEL.yes },
					]}
					onValueChange={(value) => setUrl({ sample: value === "all" ? null : value })}
				/>
			</Menu>
		</FilterSet>
	);
}
