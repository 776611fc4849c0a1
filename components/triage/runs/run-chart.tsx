"use client";

import { BarChart } from "@/components/ui/bar-chart";
import { durationText } from "@/components/ui/duration";
import type { RunHistory } from "@/lib/triage/catalogue/schema";

/** What runs found, where they failed and how long they took, over time. */
export function RunChart({ history }: { history: RunHistory }) {
	const { step, periods } = history;
	const label = (from: string) =>
		step === "hour" ? `${from.slice(0, 10)} ${from.slice(11, 16)}` : from.slice(0, 10);
	return (
		<div className="grid gap-x-8 gap-y-4 md:grid-cols-3">
			<BarChart
				label={`Findings by ${step}, UTC`}
				bars={periods.map((period) => ({
					label: label(period.from),
					parts: [
						{ label: "New", tone: "blue", value: period.new },
						{ label: "Changed", tone: "amber", value: period.changed },
					],
				}))}
			/>
			<BarChart
				label={`Runs by ${step}`}
				bars={periods.map((period) => ({
					label: label(period.from),
					parts: [
						{ label: "Failed", tone: "red", value: period.failed },
						{ label: "Partial", tone: "amber", value: period.partial },
						{ label: "Others", tone: "neutral", value: period.runs - period.failed - period.partial },
					],
				}))}
			/>
			<BarChart
				label={`Longest run by ${step}`}
				format={durationText}
				bars={periods.map((period) => ({
					label: label(period.from),
					parts: [{ label: "Took", tone: "teal", value: period.longestMs }],
				}))}
			/>
		</div>
	);
}
