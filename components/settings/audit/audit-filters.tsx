"use client";

import { usePreferences } from "@/components/client/preferences";
import { timeText } from "@/components/client/time-format";
import { ChoiceFilter } from "@/components/parts/filters/choice-filter";
import { LAST_LABEL, TimeFilter } from "@/components/parts/filters/time-filter";
import { ActiveFilters } from "@/components/ui/active-filters";
import { FilterSet } from "@/components/ui/filter-set";
import { visibleText } from "@/lib/core/visible-text";
import type { AuditChoices } from "@/lib/platform/audit/schema";
import { verbLabel } from "@/lib/platform/audit/verb-labels";
import { type AuditUrl, isFiltered, NO_AUDIT_FILTERS } from "./url";
import type { AuditUrlPatch, SetAuditUrl } from "./use-audit-url";
import { kindText } from "./words";

interface AuditFiltersProps {
	readonly url: AuditUrl;
	readonly setUrl: SetAuditUrl;
	/** Undefined while they are not known. */
	readonly choices: AuditChoices | undefined;
	readonly choicesFailed: boolean;
}

/** The filters beside the search box. */
export function AuditFilters(props: AuditFiltersProps) {
	const { filter, last } = props.url;
	const active = Object.keys(filter).filter((key) => key !== "text").length + (last === null ? 0 : 1);
	return (
		<FilterSet active={active} done="Show the rows">
			<FilterButtons {...props} />
		</FilterSet>
	);
}

function FilterButtons({ url, setUrl, choices, choicesFailed }: AuditFiltersProps) {
	const { filter } = url;
	const setList = (param: "actor" | "verb" | "kind") => (chosen: readonly string[]) =>
		setUrl({ [param]: chosen.length === 0 ? null : chosen.join(",") });
	return (
		<>
			<ChoiceFilter
				label="Who"
				options={choices?.actors.map(({ value, name }) => ({ value, label: name }))}
				failed={choicesFailed}
				chosen={filter.actor ?? []}
				onChange={setList("actor")}
			/>
			<ChoiceFilter
				label="Action"
				options={choices?.verbs.map((value) => ({ value, label: verbLabel(value) }))}
				failed={choicesFailed}
				chosen={filter.verb ?? []}
				onChange={setList("verb")}
			/>
			<ChoiceFilter
				label="Target"
				options={choices?.kinds.map((value) => ({ value, label: kindText(value) }))}
				failed={choicesFailed}
				chosen={filter.kind ?? []}
				onChange={setList("kind")}
			/>
			<TimeFilter
				label="Time of the change"
				last={url.last}
				from={filter.from}
				to={filter.to}
				onChange={({ last, from, to }) => setUrl({ last, from, to })}
			/>
		</>
	);
}

/** The filters that are on, each with its removal. */
export function AuditChips({ url, setUrl, choices }: AuditFiltersProps) {
	const { zone } = usePreferences();
	if (!isFiltered(url)) return null;
	const { filter } = url;
	const chips: { key: string; text: string; without: AuditUrlPatch }[] = [];
	const list = (param: "actor" | "verb" | "kind", name: (value: string) => string) => {
		const values = filter[param] ?? [];
		for (const value of values) {
			const rest = values.filter((other) => other !== value);
			chips.push({
				key: `${param} ${value}`,
				text: name(value),
				without: { [param]: rest.length === 0 ? null : rest.join(",") },
			});
		}
	};
	list("actor", (value) => choices?.actors.find((actor) => actor.value === value)?.name ?? value);
	list("verb", verbLabel);
	list("kind", kindText);
	if (filter.target !== undefined) {
		chips.push({ key: "target", text: filter.target, without: { target: null } });
	}
	if (url.last !== null) chips.push({ key: "last", text: LAST_LABEL[url.last], without: { last: null } });
	if (filter.from !== undefined) {
		const text = `From ${timeText(new Date(filter.from), zone)}`;
		chips.push({ key: "from", text, without: { from: null } });
	}
	if (filter.to !== undefined) {
		chips.push({ key: "to", text: `Until ${timeText(new Date(filter.to), zone)}`, without: { to: null } });
	}
	if (filter.text !== undefined) {
		chips.push({ key: "text", text: `“${filter.text}”`, without: { text: null } });
	}
	return (
		<ActiveFilters
			filters={chips.map((chip) => ({ ...chip, text: visibleText(chip.text) }))}
			onChange={setUrl}
			onClear={() => setUrl(NO_AUDIT_FILTERS)}
		/>
	);
}
