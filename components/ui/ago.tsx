"use client";

import { usePreferences } from "@/components/client/preferences";
import { timeText } from "@/components/client/time-format";
import { cx } from "./cx";
import { relativeText } from "./duration";
import { Time } from "./time";
import { useNow } from "./use-now";

interface AgoProps {
	/** ISO 8601. */
	readonly value: string;
	/** With the exact time beside it, rather than only when pointed at. */
	readonly exact?: boolean;
	readonly className?: string | undefined;
}

/** How long ago something was, with the exact time. */
export function Ago({ value, exact = false, className }: AgoProps) {
	const { zone } = usePreferences();
	const now = useNow(30_000);
	const instant = new Date(value);
	if (Number.isNaN(instant.getTime())) return <span className={className}>{value}</span>;
	const relative = relativeText(instant, now);
	if (!exact) {
		return (
			<time
				dateTime={value}
				title={timeText(instant, zone)}
				className={cx("whitespace-nowrap", className)}
				suppressHydrationWarning
			>
				{relative}
			</time>
		);
	}
	return (
		<span className={cx("inline-flex flex-wrap items-baseline gap-x-2", className)}>
			<span className="whitespace-nowrap" suppressHydrationWarning>
				{relative}
			</span>
			<Time value={value} form="minutes" className="text-muted text-sm" />
		</span>
	);
}
