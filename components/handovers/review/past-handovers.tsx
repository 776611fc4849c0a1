"use client";

import type { ReactNode } from "react";
import { z } from "zod";
import { usePreferences } from "@/components/client/preferences";
import { SearchBox } from "@/components/parts/filters/search-box";
import { TimeFilter } from "@/components/parts/filters/time-filter";
import { choice, isFiltered, LAST, param, withoutFilters } from "@/components/parts/filters/url-params";
import { useListUrl } from "@/components/parts/filters/use-list-url";
import { IgnoredNotice } from "@/components/parts/text/ignored-notice";
import { Segments } from "@/components/ui/segments";
import { Select } from "@/components/ui/select";
import { HISTORY_FILTERS } from "@/lib/handovers/review/schema";
import { HandoverCalendar } from "./calendar";
import { isDate, today } from "./calendar-days";
import { HistoryList } from "./history-list";
import { useHistory } from "./queries";

const HISTORY_URL = {
	filters: HISTORY_FILTERS,
	state: {
		view: choice(["list", "calendar"], "list"),
		span: choice(["month", "week"], "month"),
		date: param(z.string().refine(isDate), "A day such as 2026-05-03.", null),
	},
};

/** Handovers that were signed: searched, or by the day. The page's address is the only home of its state. */
export function PastHandovers({ none }: { readonly none: ReactNode }) {
	const { zone } = usePreferences();
	const [url, set] = useListUrl(HISTORY_URL);
	const setUrl: typeof set = (patch) => set(patch, "replace");
	const { filter } = url;
	const calendar = url.view === "calendar";
	const pages = useHistory(filter, !calendar);
	const anchor = url.date ?? today(new Date(), zone);
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
					onValueChange={(view) => setUrl({ view })}
					className="mr-2"
				/>
				{calendar ? null : (
					<>
						<SearchBox
							label="Search items, questions and addenda"
							value={filter.text ?? ""}
							onChange={(text) => setUrl({ text })}
						/>
						<NameFilter
							label="Person"
							value={filter.person ?? ""}
							onChange={(person) => setUrl({ person })}
						/>
						<NameFilter label="Shift" value={filter.shift ?? ""} onChange={(shift) => setUrl({ shift })} />
						<Select
							label="State"
							value={filter.status?.length === 1 ? (filter.status[0] ?? "all") : "all"}
							options={[
								{ value: "all", label: "Any state" },
								{ value: "signed", label: "Not acknowledged" },
								{ value: "acknowledged", label: "Acknowledged" },
							]}
							onValueChange={(status) => setUrl({ status: status === "all" ? null : status })}
						/>
						<TimeFilter
							label="Time of the shift"
							last={null}
							from={filter.from}
							to={filter.to}
							onChange={({ last, from, to }) =>
								setUrl({
									from: last === null ? from : new Date(Date.now() - LAST[last] * 3_600_000).toISOString(),
									to: last === null ? to : null,
								})
							}
						/>
					</>
				)}
			</div>
			<IgnoredNotice ignored={url.ignored} />
			{calendar ? (
				<HandoverCalendar span={url.span} anchor={anchor} onChange={setUrl} />
			) : (
				<HistoryList
					pages={pages}
					none={none}
					filtered={isFiltered(url)}
					onClear={() => setUrl(withoutFilters(HISTORY_URL))}
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
