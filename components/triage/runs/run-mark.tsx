import { cx } from "@/components/ui/cx";
import { Mark } from "@/components/ui/tag";
import type { RunSummary } from "@/lib/triage/catalogue/schema";
import { RUN_STATUS } from "./run-status";

/** A run's status as it is written everywhere. */
export function RunMark({ run, className }: { run: RunSummary; className?: string | undefined }) {
	const { label, icon, tone } = RUN_STATUS[run.status];
	const running = run.status === "running";
	return (
		<Mark icon={icon} tone={tone} className={cx(running && "[&>svg]:animate-spin", className)}>
			{running && run.cancelRequested ? "Cancelling" : label}
		</Mark>
	);
}
