import { Time } from "@/components/ui/time";
import type { RunSummary } from "@/lib/triage/catalogue/schema";

/** The span of time a run looked at; its end is not included. */
export function RunWindow({ run }: { run: Pick<RunSummary, "from" | "to"> }) {
	return (
		<span className="whitespace-nowrap">
			<Time value={run.from} form="minutes" /> <span className="text-faint">to</span>{" "}
			<Time value={run.to} form="minutes" />
		</span>
	);
}
