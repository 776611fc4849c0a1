"use client";

import { FilePlus2, RotateCw } from "lucide-react";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { SearchBox } from "@/components/parts/filters/search-box";
import { PageHeader } from "@/components/parts/page/page-header";
import { useHuntPages } from "@/components/triage/hunts/queries";
import { RefusedHunts } from "@/components/triage/hunts/refused-hunts";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { EDGE_TABLE } from "@/components/ui/flush-table";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { TextLink } from "@/components/ui/text-link";
import { plural } from "@/lib/core/plural";
import type { HuntList, HuntSummary } from "@/lib/triage/catalogue/schema";
import { HUNT_COLUMNS } from "./hunt-columns";

const NONE: HuntSummary[] = [];

/** A catalogue that is seen at one glance needs no search. */
const SEARCHED_FROM = 20;

/** The catalogue. `initial` is null where the server could not read it: the browser asks again. */
export function HuntsPage({ initial }: { initial: HuntList | null }) {
	const [search, setSearch] = useState("");
	const list = useHuntPages(search, initial);
	const pages = list.data?.pages;
	const first = pages?.[0];
	const hunts = pages?.flatMap((page) => page.hunts);
	const reload = (
		<Button icon={RotateCw} busy={list.isFetching} onClick={() => void list.refetch()}>
			Look again
		</Button>
	);
	return (
		<>
			<PageHeader
				title="Hunts"
				actions={
					<TextLink href="/runs" className="px-2">
						All runs
					</TextLink>
				}
			/>
			<PageBody className="px-0 py-0 sm:px-0">
				<QueryProblem
					query={list}
					title="The hunts could not be loaded"
					stale="This list may be out of date"
					className="mx-3 mt-3 sm:mx-4"
				/>
				{first?.reading ? (
					<Notice kind="info" live title="Hunt files are being read" className="mx-3 mt-3 sm:mx-4">
						{first.reading.read.toLocaleString("en")} of {first.reading.total.toLocaleString("en")} files are
						read. Until then some hunts may be missing or out of date.
					</Notice>
				) : null}
				{search !== "" || (first?.total ?? 0) > SEARCHED_FROM ? (
					<div className="flex flex-wrap items-center gap-3 border-b px-3 py-2 sm:px-4">
						<SearchBox value={search} label="Search hunts by name, file or technique" onChange={setSearch} />
						<p role="status" className="text-muted text-sm">
							{first === undefined ? "" : shownOf(hunts?.length ?? 0, first.total)}
						</p>
					</div>
				) : null}
				{list.data === undefined && list.isError ? null : (
					<HuntTable
						hunts={first?.reading && hunts?.length === 0 ? undefined : hunts}
						reload={reload}
						searched={search !== ""}
					/>
				)}
				{first === undefined ? null : (
					<div className="flex flex-col gap-5 px-3 pb-4 sm:px-4">
						{list.hasNextPage ? (
							<Button
								busy={list.isFetchingNextPage}
								onClick={() => void list.fetchNextPage()}
								className="mt-3 self-start"
							>
								Show more hunts
							</Button>
						) : null}
						<RefusedHunts refused={first.refused} total={first.refusedTotal} />
						{hunts?.length === 0 ? null : (
							<div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
								<p>
									<HowToAdd />
								</p>
								{reload}
							</div>
						)}
					</div>
				)}
			</PageBody>
		</>
	);
}

function shownOf(shown: number, total: number): string {
	const all = plural(total, "hunt");
	return shown < total ? `${shown.toLocaleString("en")} of ${all}` : all;
}

interface HuntTableProps {
	/** Undefined while they are on their way. */
	readonly hunts: readonly HuntSummary[] | undefined;
	readonly reload?: React.ReactNode;
	/** Whether they are those that a search left. */
	readonly searched?: boolean;
}

export function HuntTable({ hunts, reload, searched = false }: HuntTableProps) {
	const table = useAppTable({
		data: (hunts as HuntSummary[] | undefined) ?? NONE,
		columns: HUNT_COLUMNS,
		enableSorting: false,
	});
	return (
		<DataTable
			label="Hunts"
			table={table}
			scroll={false}
			loading={hunts === undefined}
			className={EDGE_TABLE}
			empty={
				searched ? (
					<EmptyState icon={FilePlus2} title="No hunt matches">
						Search by hunt name, file name, tactic or technique.
					</EmptyState>
				) : (
					<EmptyState icon={FilePlus2} title="No hunts yet" actions={reload}>
						<HowToAdd />
					</EmptyState>
				)
			}
		/>
	);
}

function HowToAdd() {
	return (
		<>
			Add a hunt: put an Azure-Sentinel YAML file in <code>hunts/</code>. It appears here right away.
		</>
	);
}
