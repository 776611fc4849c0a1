"use client";

import { ChartNoAxesColumn, Plus } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { CasesTable } from "@/components/cases/cases/cases-table";
import { CaseConflictDialog } from "@/components/cases/cases/conflict-dialog";
import { useLooseFindings } from "@/components/cases/cases/list-queries";
import { CASE_SEVERITY } from "@/components/cases/cases/looks";
import { NewCase } from "@/components/cases/cases/new-case";
import { useCasePeople } from "@/components/cases/cases/queries";
import { SearchResults } from "@/components/cases/cases/search-results";
import { CASES_URL, type CasesUrl, toCaseFilter } from "@/components/cases/cases/url";
import { useCaseChange } from "@/components/cases/cases/use-case-change";
import { useMay, useMe } from "@/components/client/me";
import { ExportGroup, ExportMenu } from "@/components/parts/filters/export-menu";
import { SearchBox } from "@/components/parts/filters/search-box";
import { type SetUrl, useListUrl } from "@/components/parts/filters/use-list-url";
import { PageHeader } from "@/components/parts/page/page-header";
import { IgnoredNotice } from "@/components/parts/text/ignored-notice";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Notice } from "@/components/ui/notice";
import { Segments } from "@/components/ui/segments";
import { Select } from "@/components/ui/select";
import type { CaseFilter } from "@/lib/cases/cases/schema";
import { CASE_SEVERITIES } from "@/lib/core/case-status";
import { Board } from "./board";

/** The cases: a board, a table, and one search over all that belongs to them. */
export function CasesPage() {
	const me = useMe();
	const may = useMay("cases.work");
	const [url, set] = useListUrl(CASES_URL);
	const [adding, setAdding] = useState(false);
	const changes = useCaseChange();
	const filter = toCaseFilter(url, me.id);
	return (
		<>
			<PageHeader
				title="Cases"
				actions={
					may ? (
						<Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
							New case
						</Button>
					) : undefined
				}
			/>
			<LooseNotice />
			<Toolbar url={url} set={set} filter={filter} />
			<IgnoredNotice ignored={url.ignored} />
			{url.q !== "" ? (
				<SearchResults text={url.q} />
			) : url.view === "board" ? (
				<Board url={url} filter={filter} changes={changes} />
			) : (
				<CasesTable url={url} filter={filter} onSort={(sort, order) => set({ sort, order })} />
			)}
			<CaseConflictDialog changes={changes} />
			{adding ? <NewCase onClose={() => setAdding(false)} /> : null}
		</>
	);
}

function LooseNotice() {
	const loose = useLooseFindings();
	if (loose.data === undefined || loose.data === 0) return null;
	return (
		<Notice
			kind="warning"
			title={
				loose.data === 1
					? "One escalated finding has no case"
					: `${loose.data.toLocaleString("en")} escalated findings have no case`
			}
			className="mx-3 mt-2 sm:mx-4"
		>
			Nobody is working on them.{" "}
			<Link
				href="/findings?status=escalated&case=none"
				prefetch={false}
				className="text-accent-text hover:underline"
			>
				Open them in triage
			</Link>
			, and escalate them again to create a case.
		</Notice>
	);
}

interface ToolbarProps {
	readonly url: CasesUrl;
	readonly set: SetUrl<typeof CASES_URL>;
	readonly filter: Partial<CaseFilter>;
}

const ANY = "any";

function Toolbar({ url, set, filter }: ToolbarProps) {
	const people = useCasePeople();
	return (
		<div className="flex flex-wrap items-center gap-2 px-3 py-2 sm:px-4">
			<SearchBox label="Search cases, findings and notes" value={url.q} onChange={(q) => set({ q })} />
			<Segments
				label="View"
				value={url.view}
				onValueChange={(view) => set({ view })}
				segments={[
					{ value: "board", label: "Board" },
					{ value: "table", label: "Table" },
				]}
			/>
			{url.view === "table" ? (
				<Segments
					label="Status"
					value={url.status}
					onValueChange={(status) => set({ status })}
					segments={[
						{ value: "active", label: "Not closed" },
						{ value: "closed", label: "Closed" },
						{ value: "all", label: "All" },
					]}
				/>
			) : null}
			<Select
				label="Severity"
				value={url.filter.severity?.[0] ?? ANY}
				onValueChange={(severity) => set({ severity: severity === ANY ? null : severity })}
				options={[
					{ value: ANY, label: "Any severity" },
					...CASE_SEVERITIES.toReversed().map((value) => ({ value, label: CASE_SEVERITY[value].label })),
				]}
			/>
			<Select
				label="Owner"
				value={url.filter.owner?.[0] ?? ANY}
				onValueChange={(owner) => set({ owner: owner === ANY ? null : owner })}
				options={[
					{ value: ANY, label: "Any owner" },
					{ value: "me", label: "Mine" },
					{ value: "none", label: "Unassigned" },
					...(people.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
				]}
			/>
			{url.view === "board" ? (
				<Select
					label="Rows"
					value={url.group}
					onValueChange={(group) => set({ group })}
					options={[
						{ value: "none", label: "One row" },
						{ value: "owner", label: "Rows by owner" },
						{ value: "severity", label: "Rows by severity" },
					]}
				/>
			) : null}
			<span className="ml-auto flex items-center gap-1">
				<Link href="/cases/measures" prefetch={false} className={buttonClass("ghost", "sm")}>
					<ChartNoAxesColumn aria-hidden className="size-4" strokeWidth={1.75} />
					<span className="max-sm:sr-only">Time measures</span>
				</Link>
				<ExportMenu>
					<ExportGroup
						label="All that match the filters"
						path="/api/cases/export"
						input={{ ...filter, sort: url.sort, order: url.order }}
						files={{ csv: "CSV", jsonl: "JSON lines" }}
					/>
				</ExportMenu>
			</span>
		</div>
	);
}
