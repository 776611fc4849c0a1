"use client";

import { Segments } from "@/components/ui/segments";
import { FINDING_STATUSES } from "@/lib/triage/findings/rules";
import type { FindingFacets } from "@/lib/triage/findings/schema";
import { STATUS } from "./status";
import { type SetTriageUrl, statusParam, type TriageUrl, type View, viewOf } from "./url";

interface StatusViewsProps {
	readonly url: TriageUrl;
	readonly setUrl: SetTriageUrl;
	readonly facets: FindingFacets | undefined;
}

/** The counts by status, always in sight, and the choice among them. */
export function StatusViews({ url, setUrl, facets }: StatusViewsProps) {
	const counts = facets?.status;
	return (
		<Segments<View>
			label="Status"
			value={viewOf(url.statuses)}
			onValueChange={(view) => setUrl({ status: statusParam(view), finding: null })}
			segments={[
				{ value: "open", label: "Open", count: counts && counts.new + counts.changed },
				...FINDING_STATUSES.map((status) => ({
					value: status,
					label: STATUS[status].label,
					icon: STATUS[status].icon,
					tone: STATUS[status].tone,
					count: counts?.[status],
				})),
				{
					value: "all",
					label: "All",
					count: counts && FINDING_STATUSES.reduce((sum, status) => sum + counts[status], 0),
				},
			]}
			className="px-3 py-1.5 sm:px-3"
		/>
	);
}
