"use client";

import { usePreferences } from "@/components/client/preferences";
import { timeParts, timeText } from "@/components/client/time-format";

interface TimeProps {
	/** ISO 8601. */
	readonly value: string;
	/** `minutes` leaves the seconds out, `brief` the year as well. */
	readonly form?: "full" | "minutes" | "brief";
	readonly className?: string;
}

/** The one way a time is shown: in UTC or local as the person chose, with both when pointed at. */
export function Time({ value, form = "full", className }: TimeProps) {
	const { zone } = usePreferences();
	const instant = new Date(value);
	if (Number.isNaN(instant.getTime())) return <span className={className}>{value}</span>;
	const { date, time } = timeParts(instant, zone);
	const title =
		zone === "UTC" ? timeText(instant, "UTC") : `${timeText(instant, zone)}\n${timeText(instant, "UTC")}`;
	return (
		<time
			dateTime={value}
			title={title}
			className={className === undefined ? "whitespace-nowrap" : `whitespace-nowrap ${className}`}
			// The browser adds its own zone to the title once it runs.
			suppressHydrationWarning
			onPointerEnter={(event) => {
				const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
				event.currentTarget.title = [...new Set([timeText(instant, "UTC"), timeText(instant, here)])].join(
					"\n",
				);
			}}
		>
			{form === "brief" ? date.slice(5) : date} {form === "full" ? time : time.slice(0, 5)}
		</time>
	);
}
