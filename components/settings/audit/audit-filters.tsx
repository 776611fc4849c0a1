"use client";

import { ParamFilter } from "@/components/parts/filters/choice-filter";
import { FilterChips } from "@/components/parts/filters/filter-chips";
import { TimeFilter } from "@/components/parts/filters/time-filter";
import { activeFilters } from "@/components/parts/filters/url-params";
import type { SetUrl } from "@/components/parts/filters/use-list-url";
import { FilterSet } from "@/components/ui/filter-set";
import type { AuditChoices } from "@/lib/platform/audit/schema";
import { verbLabel } from "@/lib/platform/audit/verb-labels";
import { AUDIT_URL, type AuditUrl } from "./url";
import { kindText } from "./words";

interface AuditFiltersProps {
	readonly url: AuditUrl;
	readonly setUrl: SetUrl<typeof AUDIT_URL>;
	/** Undefined while they are not known. */
	readonly choices: AuditChoices | undefined;
	readonly choicesFailed: boolean;
}

/** The filters beside the search box. */
export function AuditFilters({ url, setUrl, choices, choicesFailed }: AuditFiltersProps) {
	const of = { list: AUDIT_URL, url, setUrl, failed: choicesFailed };
	const named = (values: readonly string[] | undefined, name: (value: string) => string) =>
		values?.map((value) => ({ value, label: name(value) }));
	return (
		<FilterSet active={activeFilters(url)} done="Show the rows">
			<ParamFilter
				{...of}
				param="actor"
				options={choices?.actors.map(({ value, name }) => ({ value, label: name }))}
			/>
			<ParamFilter {...of} param="verb" options={named(choices?.verbs, verbLabel)} />
			<ParamFilter {...of} param="kind" options={named(choices?.kinds, kindText)} />
			<TimeFilter
				label="Time of the change"
				last={url.last}
				from={url.filter.from}
				to={url.filter.to}
				onChange={setUrl}
			/>
		</FilterSet>
	);
}

/** The filters that are on, each with its removal. */
export function AuditChips({ url, setUrl, choices }: AuditFiltersProps) {
	return (
		<FilterChips
			list={AUDIT_URL}
			url={url}
			setUrl={setUrl}
			names={{
				actor: (value) => choices?.actors.find((actor) => actor.value === value)?.name ?? value,
				verb: verbLabel,
				kind: kindText,
				target: (id) => id,
			}}
		/>
	);
}
