import { Ban, Check, CircleDashed, type LucideIcon, TriangleAlert } from "lucide-react";
import { cx } from "@/components/ui/cx";
import { Spinner } from "@/components/ui/spinner";
import { plural } from "@/lib/core/plural";
import { isFinished, type RunSummary } from "@/lib/triage/catalogue/schema";
import { PHASES, waitText } from "./run-words";

type State = "done" | "current" | "ahead" | "stopped";

const ICON: Record<Exclude<State, "current">, { icon: LucideIcon; className: string }> = {
	done: { icon: Check, className: "text-teal" },
	ahead: { icon: CircleDashed, className: "text-faint" },
	stopped: { icon: Ban, className: "text-faint" },
};

/** The three steps of a run, and what each has brought so far. */
export function RunSteps({ run }: { run: RunSummary }) {
	const current = PHASES.findIndex(({ phase }) => phase === run.phase);
	const broken = run.status === "failed" || run.status === "cancelled";
	const { findings } = run;
	const values = [
		{ amount: run.rowsRead, text: plural(run.rowsRead, "row read", "rows read") },
		{ amount: run.evidenceRows, text: plural(run.evidenceRows, "event") },
		{ amount: findings.new + findings.seen + findings.changed, text: <Found run={run} /> },
	];
	const stateOf = (index: number): State => {
		if (broken) return (values[index]?.amount ?? 0) > 0 ? "done" : "stopped";
		if (isFinished(run.status) || index < current) return "done";
		return index === current ? "current" : "ahead";
	};
	const valueAt = (index: number, state: State) => {
		const value = values[index];
		// A zero before its time would read as a result.
		if (state === "ahead") return "Not yet";
		if (state === "stopped") return "Not done";
		if (state === "current" && run.waiting) return waitText(run.waiting);
		if (state === "current" && value?.amount === 0) return "Under way";
		return value?.text;
	};
	if (broken && run.rowsRead === 0) return null;
	return (
		<ol className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-[auto_auto_minmax(0,1fr)]">
			{PHASES.map(({ phase, label, doing }, index) => {
				const state = stateOf(index);
				return (
					<li
						key={phase}
						aria-current={state === "current" ? "step" : undefined}
						className="flex gap-2 max-sm:last:col-span-2"
					>
						<StepIcon state={state} partial={run.status === "partial"} />
						<div className="min-w-0">
							<p className={cx("text-sm", state === "current" ? "font-medium text-fg" : "text-muted")}>
								{state === "current" ? doing : label}
							</p>
							<p className={cx("font-medium", (state === "ahead" || state === "stopped") && "text-faint")}>
								{valueAt(index, state)}
							</p>
						</div>
					</li>
				);
			})}
		</ol>
	);
}

function StepIcon({ state, partial }: { state: State; partial: boolean }) {
	if (state === "current") return <Spinner className="mt-0.5 text-accent-text" />;
	const { icon: Icon, className } =
		state === "done" && partial ? { icon: TriangleAlert, className: "text-amber" } : ICON[state];
	return <Icon aria-hidden className={cx("mt-0.5 size-3.5 shrink-0", className)} strokeWidth={2} />;
}

/** Findings of a run: new, seen again, changed. */
export function Found({ run: { findings } }: { run: Pick<RunSummary, "findings"> }) {
	return (
		<span className="inline-flex flex-wrap gap-x-3">
			<Amount value={findings.new} label="new" />
			<Amount value={findings.seen} label="seen again" />
			<Amount value={findings.changed} label="changed" />
		</span>
	);
}

function Amount({ value, label }: { value: number; label: string }) {
	return (
		<span className="whitespace-nowrap">
			{value.toLocaleString("en")} <span className="font-normal text-muted">{label}</span>
		</span>
	);
}
