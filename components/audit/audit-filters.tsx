"use client";

import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";
import { ChoiceFilter } from "@/components/findings/choice-filter";
import { LAST_LABEL, TimeFilter } from "@/components/findings/time-filter";
import { usePreferences } from "@/components/shell/preferences";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { timeText } from "@/components/ui/time-format";
import { useMedia } from "@/components/ui/use-media";
import type { AuditChoices } from "@/lib/audit/schema";
import { visibleText } from "@/lib/visible-text";
import { type AuditUrl, isFiltered, NO_AUDIT_FILTERS } from "./url";
import type { AuditUrlPatch, SetAuditUrl } from "./use-audit-url";
import { kindText, verbText } from "./words";

interface AuditFiltersProps {
	readonly url: AuditUrl;
	readonly setUrl: SetAuditUrl;
	readonly choices: AuditChoices | undefined;
}

/** The filters beside the search box; on a phone behind one button. */
export function AuditFilters(props: AuditFiltersProps) {
	const phone = useMedia("(width < 40rem)");
	const [open, setOpen] = useState(false);
	const { filter, last } = props.url;
	const active = Object.keys(filter).filter((key) => key !== "text").length + (last === null ? 0 : 1);
	if (!phone) {
		return (
			<fieldset aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
				<FilterButtons {...props} />
			</fieldset>
		);
	}
	return (
		<>
			<Button icon={SlidersHorizontal} onClick={() => setOpen(true)}>
				Filters
				{active > 0 ? <span className="text-accent-text">{active}</span> : null}
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title="Filters"
				footer={
					<Button variant="primary" size="md" onClick={() => setOpen(false)}>
						Show the rows
					</Button>
				}
			>
				<div className="flex flex-wrap gap-2 py-1">
					<FilterButtons {...props} />
				</div>
			</Dialog>
		</>
	);
}

function FilterButtons({ url, setUrl, choices }: AuditFiltersProps) {
	const { filter } = url;
	const setList = (param: "actor" | "verb" | "kind") => (chosen: readonly string[]) =>
		setUrl({ [param]: chosen.length === 0 ? null : chosen.join(",") });
	return (
		<>
			<ChoiceFilter
				label="By"
				options={(choices?.actors ?? []).map(({ value, name }) => ({ value, label: name }))}
				chosen={filter.actor ?? []}
				onChange={setList("actor")}
			/>
			<ChoiceFilter
				label="What"
				options={(choices?.verbs ?? []).map((value) => ({ value, label: verbText(value) }))}
				chosen={filter.verb ?? []}
				onChange={setList("verb")}
			/>
			<ChoiceFilter
				label="Of"
				options={(choices?.kinds ?? []).map((value) => ({ value, label: kindText(value) }))}
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
	list("verb", verbText);
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
		<fieldset aria-label="Active filters" className="flex flex-wrap items-center gap-1.5 px-3 pb-2 sm:px-4">
			{chips.map((chip) => (
				<Chip
					key={chip.key}
					removeLabel={`Remove filter ${visibleText(chip.text)}`}
					onRemove={() => setUrl(chip.without)}
				>
					<bdi>{visibleText(chip.text)}</bdi>
				</Chip>
			))}
			<Button variant="ghost" className="h-6" onClick={() => setUrl(NO_AUDIT_FILTERS)}>
				Clear
			</Button>
		</fieldset>
	);
}
