"use client";

import { BriefcaseBusiness } from "lucide-react";
import { DataTable } from "@/components/data-table/data-table";
import { useAppTable } from "@/components/data-table/table";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryProblem } from "@/components/ui/query-problem";
import { CASE_SORTS, type CaseFilter, type CaseSort, type CaseSummary } from "@/lib/cases/cases/schema";
import { CASE_COLUMNS } from "./case-columns";
import { useCasePages } from "./list-queries";
import type { CasesUrl } from "./url";

const NONE: CaseSummary[] = [];

interface CasesTableProps {
	readonly url: CasesUrl;
	readonly filter: Partial<CaseFilter>;
	readonly onSort: (sort: CaseSort, order: "asc" | "desc") => void;
}

/** The cases as a table, in the order of a column. */
export function CasesTable({ url, filter, onSort }: CasesTableProps) {
	const pages = useCasePages(filter, url.sort, url.order);
	const table = useAppTable({
		data: pages.data?.pages.flatMap((page) => page.items) ?? NONE,
		columns: CASE_COLUMNS,
		state: { sorting: [{ id: url.sort, desc: url.order === "desc" }] },
		onSortingChange: (change) => {
			const [next] =
				typeof change === "function" ? change([{ id: url.sort, desc: url.order === "desc" }]) : change;
			const sort = CASE_SORTS.find((each) => each === next?.id);
			if (sort !== undefined) onSort(sort, next?.desc === true ? "desc" : "asc");
		},
	});
	if (pages.isError && pages.data === undefined) {
		return <QueryProblem query={pages} title="The cases could not be loaded" className="mx-3 sm:mx-4" />;
	}
	return (
		<DataTable
			label="Cases"
			table={table}
			total={pages.data?.pages[0]?.matching}
			loading={pages.isPending}
			hasMore={pages.hasNextPage}
			loadingMore={pages.isFetchingNextPage}
			onLoadMore={pages.fetchNextPage}
			className="border-t"
			empty={
				<EmptyState icon={BriefcaseBusiness} title="No case matches">
					Try other filters. A case is created when you escalate a finding.
				</EmptyState>
			}
		/>
	);
}
