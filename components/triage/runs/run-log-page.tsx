"use client";

import { PageHeader } from "@/components/parts/page/page-header";
import { useHunts } from "@/components/triage/hunts/queries";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useRunHistory, useRunLog } from "./queries";
import { RunChart } from "./run-chart";
import { RunExportMenu } from "./run-export-menu";
import { RunFilters } from "./run-filters";
import { RunsTable } from "./runs-table";
import { useRunFilter } from "./use-run-filter";

/** Every run of every hunt, as a log: what matches, drawn over time and line by line. */
export function RunLogPage() {
	const { filter, ignored, set } = useRunFilter();
	const hunts = useHunts(null);
	const log = useRunLog(filter);
	const history = useRunHistory(filter);
	const runs = log.data?.pages.flatMap(({ items }) => items);
	return (
		<>
			<PageHeader
				title="Runs"
				before={<BackLink href="/hunts" label="All hunts" />}
				actions={<RunExportMenu filter={filter} />}
			/>
			<PageBody>
				<RunFilters filter={filter} set={set} hunts={hunts.data?.hunts} huntsFailed={hunts.isError} />
				{ignored.length > 0 ? (
					<Notice kind="warning" title="Part of the address is not understood">
						{ignored.join(", ")}: shown is what the rest means.
					</Notice>
				) : null}
				{history.isError ? (
					<ProblemNotice
						error={history.error}
						title="The chart could not be loaded"
						onRetry={() => void history.refetch()}
						retrying={history.isFetching}
					/>
				) : history.data === undefined ? (
					<Skeleton className="h-32" />
				) : (
					<RunChart history={history.data} />
				)}
				{log.isError && runs === undefined ? (
					<ProblemNotice
						error={log.error}
						title="The runs could not be loaded"
						onRetry={() => void log.refetch()}
						retrying={log.isFetching}
					/>
				) : (
					<RunsTable runs={runs} log empty="No run matches." />
				)}
				{log.hasNextPage ? (
					<Button
						busy={log.isFetchingNextPage}
						onClick={() => void log.fetchNextPage()}
						className="self-start"
					>
						Show earlier runs
					</Button>
				) : null}
			</PageBody>
		</>
	);
}
