"use client";

import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { useSchedules } from "./queries";
import { ScheduleRow } from "./schedule-row";

/** Where and when a hunt runs: a line for each workspace. */
export function SchedulesSection({ huntId }: { huntId: string }) {
	const schedules = useSchedules(huntId);
	const several = (schedules.data?.length ?? 0) > 1;
	return (
		<Section title="Schedule">
			<QueryProblem query={schedules} title="The schedule could not be loaded" />
			{schedules.isPending ? <Skeleton className="h-9" /> : null}
			<ul className="divide-y">
				{(schedules.data ?? []).map((schedule) => (
					<ScheduleRow
						key={schedule.workspaceId}
						huntId={huntId}
						schedule={schedule}
						showWorkspace={several}
					/>
				))}
			</ul>
		</Section>
	);
}
