"use client";

import { useWorkspaces } from "@/components/shell/shell-context";
import { FilterSet } from "@/components/ui/filter-set";
import { CLICK_KINDS, type FindingFacets } from "@/lib/findings/schema";
import type { HuntSummary } from "@/lib/hunts/schema";
import { ChoiceFilter } from "./choice-filter";
import { CLICK } from "./click";
import { TimeFilter } from "./time-filter";
import type { TriageUrl } from "./url";
import type { SetTriageUrl } from "./use-triage-url";
import { UserFilter } from "./user-filter";

interface FiltersProps {
	readonly url: TriageUrl;
	readonly setUrl: SetTriageUrl;
	readonly facets: FindingFacets | undefined;
	readonly hunts: readonly HuntSummary[];
}

/** The filters beside the search box. */
export function Filters(props: FiltersProps) {
	const { filter, last } = props.url;
	const active = Object.keys(filter).filter((key) => key !== "text").length + (last === null ? 0 : 1);
	return (
		<FilterSet active={active} done="Show the findings">
			<FilterButtons {...props} />
		</FilterSet>
	);
}

function FilterButtons({ url, setUrl, facets, hunts }: FiltersProps) {
	const { filter } = url;
	const workspaces = useWorkspaces();
	const setList = (param: "user" | "threat" | "workload" | "click") => (chosen: readonly string[]) =>
		setUrl({ [param]: chosen.length === 0 ? null : chosen.join(",") });
	return (
		<>
			<UserFilter chosen={filter.user ?? []} hunt={filter.hunt} onChange={setList("user")} />
			<ChoiceFilter
				label="Click"
				options={CLICK_KINDS.map((kind) => ({
					value: kind,
					label: CLICK[kind].label,
					...(facets === undefined ? {} : { count: facets.click[kind] }),
				}))}
				chosen={filter.click ?? []}
				onChange={setList("click")}
			/>
			<ChoiceFilter
				label="Threat type"
				options={(facets?.threat ?? []).map(({ value, count }) => ({ value, label: value, count }))}
				chosen={filter.threat ?? []}
				onChange={setList("threat")}
			/>
			<ChoiceFilter
				label="Workload"
				options={(facets?.workload ?? []).map(({ value, count }) => ({ value, label: value, count }))}
				chosen={filter.workload ?? []}
				onChange={setList("workload")}
			/>
			<TimeFilter
				last={url.last}
				from={filter.from}
				to={filter.to}
				onChange={({ last, from, to }) => setUrl({ last, from, to })}
			/>
			<ChoiceFilter
				label="Hunt"
				options={hunts.map((hunt) => ({ value: hunt.id, label: hunt.name, count: hunt.findings }))}
				chosen={filter.hunt === undefined ? [] : [filter.hunt]}
				onChange={(chosen) => setUrl({ hunt: chosen.at(-1) ?? null })}
			/>
			{workspaces.length > 1 ? (
				<ChoiceFilter
					label="Workspace"
					options={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
					chosen={filter.workspace === undefined ? [] : [filter.workspace]}
					onChange={(chosen) => setUrl({ workspace: chosen.at(-1) ?? null })}
				/>
			) : null}
		</>
	);
}
