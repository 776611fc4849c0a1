import { timeParts } from "@/components/client/time-format";
import type { SnapshotDocument } from "@/lib/handovers/handovers/snapshot";

/** The window in the shift's own zone and in UTC, whatever the reader has chosen: two people must read the same. */
export function WindowLine({ window: { from, to, timeZone } }: Pick<SnapshotDocument, "window">) {
	return (
		<>
			{timeZone === "UTC" ? null : (
				<>
					<span className="whitespace-nowrap">{spanText(from, to, timeZone)}</span>{" "}
					<span className="text-muted">·</span>{" "}
				</>
			)}
			<span className={timeZone === "UTC" ? "whitespace-nowrap" : "whitespace-nowrap text-muted"}>
				{spanText(from, to, "UTC")}
			</span>
		</>
	);
}

/** `2026-05-03 22:00 – 06:00 Europe/Berlin`, with the second date where it is another. */
export function spanText(from: string, to: string, zone: string): string {
	const start = timeParts(new Date(from), zone);
	const end = timeParts(new Date(to), zone);
	const until = start.date === end.date ? end.time.slice(0, 5) : `${end.date} ${end.time.slice(0, 5)}`;
	return `${start.date} ${start.time.slice(0, 5)} – ${until} ${zone}`;
}
