"use client";

import { useWorkspaces } from "@/components/client/shell-context";
import { ChoiceFilter, FilterButton } from "@/components/parts/filters/choice-filter";
import { TimeFilter } from "@/components/parts/filters/time-filter";
import { FilterSet } from "@/components/ui/filter-set";
import { Menu, MenuRadio } from "@/components/ui/menu";
import type { HuntSummary } from "@/lib/triage/catalogue/schema";
import { CLICK_KINDS } from "@/lib/triage/findings/rules";
import type { FindingFacets } from "@/lib/triage/findings/schema";
import { CLICK } from "./click";
import { SAMPLE_LABEL } from "./filter-chips";
import type { TriageUrl } from "./url";
import type { SetTriageUrl } from "./use-triage-url";
import { UserFilter } from "./user-filter";

interface FiltersProps {
	readonly url: TriageUrl;
	readonly setUrl: SetTriageUrl;
	/** Undefined while they are not known. */
	readonly facets: FindingFacets | undefined;
	readonly facetsFailed: boolean;
	/** Undefined while they are not known. */
	readonly hunts: readonly HuntSummary[] | undefined;
	readonly huntsFailed: boolean;
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

function FilterButtons({ url, setUrl, facets, facetsFailed, hunts, huntsFailed }: FiltersProps) {
	const { filter } = url;
	const workspaces = useWorkspaces();
	const setList =
		(param: "user" | "threat" | "workload" | "click" | "hunt" | "workspace") => (chosen: readonly string[]) =>
			setUrl({ [param]: chosen.length === 0 ? null : chosen.join(",") });
	return (
		<>
			<UserFilter chosen={filter.user ?? []} hunts={filter.hunt} onChange={setList("user")} />
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
				options={facets?.threat.map(({ value, count }) => ({ value, label: value, count }))}
				failed={facetsFailed}
				chosen={filter.threat ?? []}
				onChange={setList("threat")}
			/>
			<ChoiceFilter
				label="Workload"
				options={facets?.workload.map(({ value, count }) => ({ value, label: value, count }))}
				failed={facetsFailed}
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
				options={hunts?.map((hunt) => ({ value: hunt.id, label: hunt.name, count: hunt.findings }))}
				failed={huntsFailed}
				chosen={filter.hunt ?? []}
				onChange={setList("hunt")}
			/>
			{workspaces.length > 1 ? (
				<ChoiceFilter
					label="Workspace"
					options={workspaces.map(({ id, name }) => ({ value: id, label: name }))}
					chosen={filter.workspace ?? []}
					onChange={setList("workspace")}
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
		</>
	);
}
