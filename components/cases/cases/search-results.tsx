"use client";

import { SearchX } from "lucide-react";
import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Spinner } from "@/components/ui/spinner";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { CaseSearch } from "@/lib/cases/cases/schema";
import { visibleProse, visibleText } from "@/lib/core/visible-text";
import { CaseLine } from "./case-choice";
import { useCaseSearch } from "./list-queries";

const PLACE: Record<CaseSearch["cases"][number]["matches"][number]["in"], string> = {
	title: "Title",
	fields: "Fields",
	comment: "Comment",
	task: "Task",
	entity: "Entity",
	finding: "Finding",
};

/** What of cases, findings and notes matches, and where it does. */
export function SearchResults({ text }: { text: string }) {
	const query = useCaseSearch(text);
	const { cases = [], findings = [] } = query.data ?? {};
	if (text.length < 2) return <PageBody>Write at least two characters.</PageBody>;
	return (
		<PageBody>
			<QueryProblem query={query} title="The search failed" />
			{query.isPending ? (
				<p className="flex items-center gap-2 text-muted">
					<Spinner /> Searching
				</p>
			) : null}
			{query.isSuccess && cases.length + findings.length === 0 ? (
				<EmptyState icon={SearchX} title="Nothing matches">
					Cases, their findings, comments, tasks and entities were searched, and the findings in no case.
				</EmptyState>
			) : null}
			{cases.length === 0 ? null : (
				<Section title={`Cases (${cases.length})`}>
					<ul className="divide-y">
						{cases.map((found) => (
							<li key={found.id} className="py-2">
								<Link href={`/cases/${found.number}`} prefetch={false} className="hover:underline">
									<CaseLine of={found} />
								</Link>
								<ul className="mt-1 flex flex-col gap-1">
									{found.matches.map((match) => (
										<li
											key={`${match.in} ${match.findingId} ${match.excerpt}`}
											className="flex gap-2 text-sm"
										>
											<Tag>{PLACE[match.in]}</Tag>
											<span className="min-w-0 break-words text-muted">{visibleProse(match.excerpt)}</span>
										</li>
									))}
								</ul>
							</li>
						))}
					</ul>
				</Section>
			)}
			{findings.length === 0 ? null : (
				<Section title={`Findings in no case (${findings.length})`}>
					<ul className="divide-y">
						{findings.map((found) => (
							<li key={found.id} className="py-2">
								<Link
									href={`/findings?status=all&finding=${found.id}`}
									prefetch={false}
									className="font-medium hover:underline"
								>
									{visibleText(found.accountUpn ?? "No account")}
								</Link>
								<span className="ml-3 text-muted text-sm">
									<Time value={found.eventAt} form="minutes" />
								</span>
								<p className="break-words text-muted text-sm">{visibleProse(found.excerpt)}</p>
							</li>
						))}
					</ul>
				</Section>
			)}
		</PageBody>
	);
}
