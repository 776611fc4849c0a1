"use client";

import { ExportGroup, ExportMenu } from "@/components/parts/filters/export-menu";
import { useListUrl } from "@/components/parts/filters/use-list-url";
import { PageHeader } from "@/components/parts/page/page-header";
import { IgnoredNotice } from "@/components/parts/text/ignored-notice";
import { useHunts } from "@/components/triage/hunts/queries";
import { BackLink } from "@/components/ui/back-link";
import { Button } from "@/components/ui/button";
import { PageBody } from "@/components/ui/page-body";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useRunHistory, useRunLog } from "./queries";
import { RunChart } from "./run-chart";
import { RunFilters } from "./run-filters";
import { RunsTable } from "./runs-table";
import { RUN_URL } from "./url";

/** Every run of every hunt, as a log: what matches, drawn over time and line by line. */
export function RunLogPage() {
	const [url, setUrl] = useListUrl(RUN_URL);
	const { filter } = url;
	const hunts = useHunts(null);
	const log = useRunLog(filter);
	const history = useRunHistory(filter);
	const runs = log.data?.pages.flatMap(({ items }) => items);
	return (
		<>
			<PageHeader
				title="Runs"
				before={<BackLink href="/hunts" label="All hunts" />}
				actions={
					<ExportMenu>
						<ExportGroup
							label="The runs that match"
							path="/api/runs/export"
							input={filter}
							files={{ csv: "CSV", jsonl: "JSON lines" }}
						/>
					</ExportMenu>
				}
			/>
			<PageBody>
				<RunFilters url={url} setUrl={setUrl} hunts={hunts.data?.hunts} huntsFailed={hunts.isError} />
				<IgnoredNotice ignored={url.ignored} />
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
