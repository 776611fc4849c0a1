"use client";

import { useQuery } from "@tanstack/react-query";
import { FileDown } from "lucide-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { request } from "@/components/client/api";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
import { buttonClass } from "@/components/ui/button-class";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { TARGETS } from "@/lib/cases/deadlines/rules";
import type { MeasuresDto } from "@/lib/cases/deadlines/schema";
import { plural } from "@/lib/core/plural";
import { durationWords } from "./plan-draft";

const PERIODS = ["7", "30", "90", "365"] as const;
const TARGET = { acknowledge: "To acknowledge", contain: "To contain", resolve: "To resolve" } as const;

/** How long cases took, by severity. */
export function MeasuresPage() {
	const [days, setDays] = useQueryState("days", parseAsStringLiteral(PERIODS).withDefault("90"));
	const measures = useQuery({
		queryKey: ["cases", "measures", days],
		queryFn: ({ signal }) => request<MeasuresDto>(`/api/cases/measures?days=${days}`, { signal }),
	});
	return (
		<>
			<PageHeader title="Time measures" before={<BackLink href="/cases" label="All cases" />} />
			<PageBody>
				<div className="flex flex-wrap items-center gap-3">
					<Select
						label="Period"
						value={days}
						onValueChange={(next) => void setDays(next)}
						options={PERIODS.map((value) => ({ value, label: `Cases of the last ${value} days` }))}
					/>
					<a
						href={`/api/cases/measures/export?days=${days}`}
						download
						className={buttonClass("secondary", "sm")}
					>
						<FileDown aria-hidden className="size-3.5" />
						Export CSV
					</a>
				</div>
				<QueryProblem query={measures} title="The measures could not be read" />
				{measures.data === undefined ? (
					measures.isError ? null : (
						<div aria-busy className="flex flex-col gap-2">
							<Skeleton className="w-64" />
							<Skeleton className="w-80" />
						</div>
					)
				) : (
					<Measures of={measures.data} />
				)}
				<p className="max-w-prose text-muted text-sm">
					Measured from when a case was created, in elapsed time: nights, weekends and waiting count. The
					first figure is the median, the second the 90th percentile. Cases that haven’t reached the step
					don’t count; a merged case counts as the one it was merged into.
				</p>
			</PageBody>
		</>
	);
}

function Measures({ of }: { readonly of: MeasuresDto }) {
	return (
		<ScrollArea className="overflow-x-auto">
			<table className="w-full max-w-4xl text-left">
				<thead>
					<tr className="border-line border-b text-muted text-sm">
						<th className="py-1 pr-4 font-normal">Severity</th>
						<th className="py-1 pr-4 text-right font-normal">Cases</th>
						{TARGETS.map((target) => (
							<th key={target} className="py-1 pr-4 font-normal">
								{TARGET[target]}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{of.items.map((item) => (
						<tr key={item.severity} className="border-line border-b align-top">
							<th scope="row" className="py-1.5 pr-4 font-medium capitalize">
								{item.severity}
							</th>
							<td className="py-1.5 pr-4 text-right tabular-nums">{item.cases.toLocaleString("en")}</td>
							{TARGETS.map((target) => (
								<td key={target} className="whitespace-nowrap py-1.5 pr-4 tabular-nums">
									<Spread {...item[target]} />
								</td>
							))}
						</tr>
					))}
				</tbody>
			</table>
		</ScrollArea>
	);
}

function Spread({ count, median, p90 }: MeasuresDto["items"][number]["resolve"]) {
	if (median === null || p90 === null) return <span className="text-faint">None yet</span>;
	return (
		<>
			<div>
				{words(median)} <span className="text-muted text-sm">median</span>
			</div>
			<div className="text-sm">
				{words(p90)} <span className="text-muted">of nine in ten · {plural(count, "case")}</span>
			</div>
		</>
	);
}

function words(minutes: number): string {
	return minutes < 1 ? "under a minute" : durationWords(Math.round(minutes));
}
