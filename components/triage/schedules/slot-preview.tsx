"use client";

import { useDeferredValue } from "react";
import { timeParts } from "@/components/client/time-format";
import { visibleText } from "@/lib/core/visible-text";
import { usePreview } from "./queries";

/** The next five runs, in UTC and in the schedule's own zone. */
export function SlotPreview({ cron, timeZone }: { cron: string; timeZone: string }) {
	const zone = useDeferredValue(timeZone.trim());
	const preview = usePreview(useDeferredValue(cron), zone);
	if (preview.isError) return <p className="text-muted text-sm">{visibleText(preview.error.message)}</p>;
	return (
		<div aria-live="polite" aria-busy={preview.isFetching}>
			<table className="w-full text-sm">
				<caption className="mb-1 text-left font-medium">Next runs</caption>
				<thead>
					<tr className="text-left text-muted">
						<th className="py-0.5 font-normal">UTC</th>
						{zone === "UTC" ? null : <th className="py-0.5 font-normal">{visibleText(zone)}</th>}
					</tr>
				</thead>
				<tbody>
					{(preview.data ?? []).map((at) => (
						<tr key={at}>
							<td className="py-0.5">{slotText(at, "UTC")}</td>
							{zone === "UTC" ? null : <td className="py-0.5">{slotText(at, zone)}</td>}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	);
}

function slotText(at: string, zone: string): string {
	const instant = new Date(at);
	const { date, time } = timeParts(instant, zone);
	const day = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: zone }).format(instant);
	return `${day} ${date} ${time.slice(0, 5)}`;
}
