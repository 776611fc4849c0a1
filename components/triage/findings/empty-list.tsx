"use client";

import { CircleCheck, Radar, SearchX } from "lucide-react";
import Link from "next/link";
import { isFiltered, withoutFilters } from "@/components/parts/filters/url-params";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { EmptyState } from "@/components/ui/empty-state";
import type { FindingFacets } from "@/lib/triage/findings/schema";
import { type SetTriageUrl, TRIAGE_URL, type TriageUrl, viewOf } from "./url";

interface EmptyListProps {
	readonly url: TriageUrl;
	readonly setUrl: SetTriageUrl;
	readonly facets: FindingFacets | undefined;
	/** A hunt is running right now. */
	readonly running: boolean;
}

/** Why the list is empty: nothing was ever found, nothing matches, or everything is decided. */
export function EmptyList({ url, setUrl, facets, running }: EmptyListProps) {
	const decided =
		facets === undefined ? 0 : facets.status.triaged + facets.status.benign + facets.status.escalated;
	const any = decided + (facets === undefined ? 0 : facets.status.new + facets.status.changed);
	const view = viewOf(url.statuses);
	if (isFiltered(url) && (any === 0 || view !== "open")) {
		return (
			<EmptyState
				icon={SearchX}
				title="No finding matches"
				actions={
					<Button size="md" onClick={() => setUrl(withoutFilters(TRIAGE_URL))}>
						Clear the filters
					</Button>
				}
			>
				{any > 0
					? `${any.toLocaleString("en")} match in other statuses.`
					: "Nothing matches all of the filters."}
			</EmptyState>
		);
	}
	if (view === "open" && decided > 0) {
		return (
			<EmptyState
				icon={CircleCheck}
				title="Nothing is waiting"
				actions={
					<Button size="md" onClick={() => setUrl({ status: "all" })}>
						Show what was decided
					</Button>
				}
			>
				{isFiltered(url)
					? `All ${decided.toLocaleString("en")} findings that match the filters are decided.`
					: `All ${decided.toLocaleString("en")} findings are decided. New ones appear after the next run.`}
			</EmptyState>
		);
	}
	if (any > 0) {
		return (
			<EmptyState icon={SearchX} title="None with this status">
				The other statuses hold {any.toLocaleString("en")}.
			</EmptyState>
		);
	}
	return (
		<EmptyState
			icon={Radar}
			title={running ? "A hunt is running" : "No findings yet"}
			actions={
				<Link href="/hunts" className={buttonClass("primary", "md")}>
					{running ? "Watch it run" : "Go and run a hunt"}
				</Link>
			}
		>
			{running
				? "Its findings appear here as they are stored."
				: "Findings come from hunts. Run one over the last days."}
		</EmptyState>
	);
}
