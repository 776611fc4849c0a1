"use client";

import { parseAsString, useQueryStates } from "nuqs";
import type { ReactNode } from "react";
import { usePreferences } from "@/components/client/preferences";
import { SearchBox } from "@/components/parts/filters/search-box";
import { TimeFilter } from "@/components/parts/filters/time-filter";
import { LAST } from "@/components/parts/filters/url-params";
import { Segments } from "@/components/ui/segments";
import { Select } from "@/components/ui/select";
import { HandoverCalendar } from "./calendar";
import { isDate, today } from "./calendar-days";
import { HistoryList } from "./history-list";
import { type HistoryFilter, useHistory } from "./queries";

const PARSERS = {
	view: parseAsString,
	text: parseAsString,
	person: parseAsString,
	shift: parseAsString,
	status: parseAsString,
	from: parseAsString,
	to: parseAsString,
	span: parseAsString,
	date: parseAsString,
};

/** Handovers that were signed: searched, or by the day. The page's address is the only home of its state. */
export function PastHandovers({ none }: { readonly none: ReactNode }) {
	const { zone } = usePreferences();
	const [url, setUrl] = useQueryStates(PARSERS, { shallow: true, scroll: false });
	const calendar = url.view === "calendar";
	const filter: HistoryFilter = {
		text: url.text ?? "",
		person: url.person ?? "",
		shift: url.shift ?? "",
		status: url.status === "signed" || url.status === "acknowledged" ? url.status : "all",
		from: instantOf(url.from),
		to: instantOf(url.to),
	};
	const pages = useHistory(filter, !calendar);
	const filtered = Object.values(filter).some((value) => value !== "" && value !== null && value !== "all");
	const anchor = url.date !== null && isDate(url.date) ? url.date : today(new Date(), zone);
	return (
		<div className="min-h-0 flex-1 overflow-y-auto pb-6">
			<div className="flex flex-wrap items-center gap-1.5 px-3 py-2 sm:px-4">
				<Segments
					label="View"
					value={calendar ? "calendar" : "list"}
					segments={[
						{ value: "list", label: "List" },
						{ value: "calendar", label: "Calendar" },
					]}
					onValueChange={(view) => void setUrl({ view: view === "list" ? null : view })}
					className="mr-2"
				/>
				{calendar ? null : (
					<>
						<SearchBox
							label="Search items, questions and addenda"
							value={filter.text}
							onChange={(text) => void setUrl({ text: text || null })}
						/>
						<NameFilter
							label="Person"
							value={filter.person}
							onChange={(person) => void setUrl({ person: person || null })}
						/>
						<NameFilter
							label="Shift"
							value={filter.shift}
							onChange={(shift) => void setUrl({ shift: shift || null })}
						/>
						<Select
							label="State"
							value={filter.status}
							options={[
								{ value: "all", label: "Any state" },
								{ value: "signed", label: "Not acknowledged" },
								{ value: "acknowledged", label: "Acknowledged" },
							]}
							onValueChange={(status) => void setUrl({ status: status === "all" ? null : status })}
						/>
						<TimeFilter
							label="Time of the shift"
							last={null}
							from={filter.from ?? undefined}
							to={filter.to ?? undefined}
							onChange={({ last, from, to }) =>
								void setUrl({
									from: last === null ? from : new Date(Date.now() - LAST[last] * 3_600_000).toISOString(),
									to: last === null ? to : null,
								})
							}
						/>
					</>
				)}
			</div>
			{calendar ? (
				<HandoverCalendar
					span={url.span === "week" ? "week" : "month"}
					anchor={anchor}
					onChange={({ span, date }) =>
						void setUrl({
							...(span === undefined ? {} : { span: span === "month" ? null : span }),
							...(date === undefined ? {} : { date }),
						})
					}
				/>
			) : (
				<HistoryList
					pages={pages}
					none={none}
					filtered={filtered}
					onClear={() =>
						void setUrl({
							text: null,
							person: null,
							shift: null,
							status: null,
							from: null,
							to: null,
						})
					}
				/>
			)}
		</div>
	);
}

/** A name, or a part of one. */
function NameFilter({
	label,
	value,
	onChange,
}: {
	label: string;
	value: string;
	onChange: (value: string) => void;
}) {
	return (
		<input
			key={value}
			type="text"
			aria-label={label}
			placeholder={label}
			maxLength={200}
			defaultValue={value}
			onBlur={(event) => event.target.value.trim() !== value && onChange(event.target.value.trim())}
			onKeyDown={(event) => {
				if (event.key === "Enter") onChange(event.currentTarget.value.trim());
			}}
			className="h-7 w-32 rounded-md border border-line-strong bg-raised px-2 text-sm placeholder:text-faint"
		/>
	);
}

function instantOf(text: string | null): string | null {
	return text === null || Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
}
