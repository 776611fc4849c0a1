"use client";

import { timeParts } from "@/components/client/time-format";
import { useNow } from "@/components/ui/use-now";

/** The time in the shift's zone and in UTC, to the second. */
export function Clocks({ zone }: { zone: string }) {
	const now = useNow(1_000);
	const zones = [...new Set([zone, "UTC"])];
	return (
		<dl className="flex shrink-0 gap-[2.5vw] text-right">
			{zones.map((name) => (
				<div key={name}>
					<dt className="text-[clamp(0.8rem,1.1vw,1.6rem)] text-muted leading-tight">{name}</dt>
					<dd
						className="font-semibold text-[clamp(1.4rem,2.4vw,3.4rem)] leading-tight"
						suppressHydrationWarning
					>
						{timeParts(now, name).time}
					</dd>
				</div>
			))}
		</dl>
	);
}
