"use client";

import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import type { HuntSummary } from "@/lib/triage/catalogue/schema";

/** Hunts whose last run did not see everything: what is listed may not be all there is. */
export function RunNotice({
	hunts,
	shown,
}: {
	hunts: readonly HuntSummary[];
	/** Ids of those that the list is limited to. */
	shown: readonly string[] | undefined;
}) {
	const wrong = hunts.filter(
		({ id, lastRun }) =>
			(shown === undefined || shown.includes(id)) &&
			(lastRun?.status === "partial" || lastRun?.status === "failed"),
	);
	return wrong.map(({ id, name, lastRun }) => (
		<Notice
			key={id}
			kind="warning"
			title={
				lastRun?.status === "partial"
					? `The last run of “${name}” read only part`
					: `The last run of “${name}” failed`
			}
			className="mx-3 mb-2 sm:mx-4"
			actions={<TextLink href={`/hunts/${encodeURIComponent(id)}`}>See the run</TextLink>}
		>
			{lastRun?.problem?.message ?? "Findings may be missing here."}
		</Notice>
	));
}
