"use client";

import { AlarmClock, AlarmClockOff, CirclePause } from "lucide-react";
import { relativeText } from "@/components/ui/duration";
import { Mark } from "@/components/ui/tag";
import { useNow } from "@/components/ui/use-now";
import { pressingClock } from "@/lib/cases/cases/urgency";
import type { ClockDto } from "@/lib/cases/deadlines/schema";

const TARGET: Record<ClockDto["target"], string> = {
	acknowledge: "Acknowledge",
	contain: "Contain",
	resolve: "Resolve",
};

/** The most pressing deadline of a case, with the others when pointed at; nothing where none is left. */
export function CaseClock({ clocks }: { readonly clocks: readonly ClockDto[] }) {
	const now = useNow(30_000);
	const first = pressingClock(clocks);
	if (first === null) return null;
	const due = new Date(first.dueAt);
	const late = due <= now;
	const paused = first.state === "paused" && !late;
	const text = late
		? `${TARGET[first.target]}: due ${relativeText(due, now)}`
		: `${TARGET[first.target]} ${relativeText(due, now)}${paused ? ", paused" : ""}`;
	return (
		<span title={clocks.map((clock) => told(clock)).join("\n")} suppressHydrationWarning>
			<Mark
				icon={late ? AlarmClockOff : paused ? CirclePause : AlarmClock}
				tone={
					late ? "red" : paused ? "neutral" : due.getTime() - now.getTime() < 3_600_000 ? "amber" : "neutral"
				}
			>
				<span suppressHydrationWarning>{text}</span>
			</Mark>
		</span>
	);
}

function told({ target, dueAt, state }: ClockDto): string {
	return `${TARGET[target]} by ${dueAt.slice(0, 16).replace("T", " ")} UTC: ${state}`;
}
