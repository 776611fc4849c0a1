"use client";

import { CircleCheckBig, Hourglass, Lock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { SeverityMark, StatusMark } from "@/components/cases/case-marks";
import { TASK_STATUS } from "@/components/tasks/status";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { Mark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import type { WorkAnswer } from "@/lib/inbox/answers";
import { visibleText } from "@/lib/visible-text";
import { nearness } from "./due";
import { useWork } from "./queries";

/** Next actions, tasks and cases of one's own; what is due first stands first. */
export function OpenWork() {
	const query = useWork();
	const work = query.data;
	return (
		<div className="flex min-w-0 flex-col gap-5">
			{query.isError ? (
				<ProblemNotice
					error={query.error}
					title={work === undefined ? "Your work could not be loaded" : "This may be out of date"}
					onRetry={() => void query.refetch()}
					retrying={query.isFetching}
				/>
			) : null}
			{query.isPending ? <Skeleton className="w-2/3" /> : null}
			{work === undefined ? null : isNothing(work) ? (
				<EmptyState icon={CircleCheckBig} title="Nothing is yours at the moment">
					Cases you own, tasks and next actions you are given, and cases you watch appear here.
				</EmptyState>
			) : (
				<>
					<Summary work={work} />
					<Actions work={work} />
					<Tasks work={work} />
					<Cases title="Cases" cases={work.cases.filter(({ waitingFor }) => waitingFor === null)} />
					<Cases
						title="Waiting for somebody"
						cases={work.cases.filter(({ waitingFor }) => waitingFor !== null)}
					/>
					<Watching work={work} />
				</>
			)}
		</div>
	);
}

function isNothing({ cases, tasks, actions, watching }: WorkAnswer): boolean {
	return cases.length + tasks.length + actions.length + watching.length === 0;
}

function Summary({ work }: { work: WorkAnswer }) {
	const now = useNow(60_000);
	const due = [...work.actions, ...work.tasks, ...work.cases].map(({ dueAt }) => nearness(dueAt, now));
	const overdue = due.filter((each) => each === "overdue").length;
	const soon = due.filter((each) => each === "soon").length;
	return (
		<p role="status" className="text-muted" suppressHydrationWarning>
			{overdue === 0 ? null : <span className="font-medium text-red">{overdue} overdue</span>}
			{overdue > 0 && soon > 0 ? ", " : ""}
			{soon === 0 ? null : `${soon} due within a day`}
			{overdue + soon === 0 ? "Nothing is due within a day." : "."}
		</p>
	);
}

type Of = WorkAnswer["tasks"][number]["of"];

function CaseLink({ of, section }: { of: Of; section?: string }) {
	return (
		<Link
			href={`/cases/${of.number}${section ?? ""}`}
			prefetch={false}
			className="min-w-0 truncate text-muted text-sm hover:text-fg hover:underline"
		>
			#{of.number} <bdi>{visibleText(of.title)}</bdi>
		</Link>
	);
}

function Rows({ title, count, children }: { title: string; count: number; children: ReactNode }) {
	if (count === 0) return null;
	return (
		<Section title={`${title} (${count})`}>
			<ul className="divide-y border-y">{children}</ul>
		</Section>
	);
}

const ROW = "flex flex-wrap items-center gap-x-4 gap-y-0.5 py-2";

function Actions({ work: { actions } }: { work: WorkAnswer }) {
	return (
		<Rows title="Next actions" count={actions.length}>
			{actions.map(({ text, dueAt, of }) => (
				<li key={of.id} className={ROW}>
					<div className="flex min-w-0 flex-1 basis-60 flex-col">
						<Link href={`/cases/${of.number}`} prefetch={false} className="font-medium hover:underline">
							{visibleText(text)}
						</Link>
						<CaseLink of={of} />
					</div>
					<Due dueAt={dueAt} />
				</li>
			))}
		</Rows>
	);
}

function Tasks({ work: { tasks } }: { work: WorkAnswer }) {
	return (
		<Rows title="Tasks" count={tasks.length}>
			{tasks.map(({ id, title, status, blocking, dueAt, of }) => (
				<li key={id} className={ROW}>
					<div className="flex min-w-0 flex-1 basis-60 flex-col">
						<Link
							href={`/cases/${of.number}?section=tasks#task-${id}`}
							prefetch={false}
							className="font-medium hover:underline"
						>
							{visibleText(title)}
							{blocking ? (
								<Lock aria-label="Holds the case open" className="ml-1.5 inline size-3 text-amber" />
							) : null}
						</Link>
						<CaseLink of={of} section="?section=tasks" />
					</div>
					<Mark icon={TASK_STATUS[status].icon} tone={TASK_STATUS[status].tone}>
						{TASK_STATUS[status].label}
					</Mark>
					<Due dueAt={dueAt} />
				</li>
			))}
		</Rows>
	);
}

function Cases({ title, cases }: { title: string; cases: WorkAnswer["cases"] }) {
	return (
		<Rows title={title} count={cases.length}>
			{cases.map((each) => (
				<li key={each.id} className={ROW}>
					<div className="flex min-w-0 flex-1 basis-60 flex-col">
						<Link
							href={`/cases/${each.number}`}
							prefetch={false}
							className="truncate font-medium hover:underline"
						>
							#{each.number} <bdi>{visibleText(each.title)}</bdi>
						</Link>
						{each.waitingFor === null ? (
							<span className="text-muted text-sm">
								{each.openTasks === 1 ? "1 open task" : `${each.openTasks} open tasks`}
							</span>
						) : (
							<Mark icon={Hourglass} className="text-muted text-sm">
								{visibleText(each.waitingFor)}
								{each.waitingSince === null ? null : (
									<>
										, since <Time value={each.waitingSince} form="brief" />
									</>
								)}
							</Mark>
						)}
					</div>
					<SeverityMark severity={each.severity} />
					<StatusMark status={each.status} />
					<Due dueAt={each.dueAt} />
				</li>
			))}
		</Rows>
	);
}

function Watching({ work: { watching } }: { work: WorkAnswer }) {
	return (
		<Rows title="Watching" count={watching.length}>
			{watching.map((each) => (
				<li key={each.id} className={ROW}>
					<div className="flex min-w-0 flex-1 basis-60">
						<CaseLink of={each} />
					</div>
					<StatusMark status={each.status} />
					<span className="text-muted text-sm">
						{each.owner === null ? "Nobody’s yet" : <bdi>{visibleText(each.owner)}</bdi>}
					</span>
				</li>
			))}
		</Rows>
	);
}

function Due({ dueAt }: { dueAt: string | null }) {
	const now = useNow(60_000);
	const near = nearness(dueAt, now);
	return (
		<span
			className={cx(
				"w-44 shrink-0 text-sm sm:text-right",
				near === "overdue" ? "text-red" : near === "soon" ? "text-amber" : "text-muted",
				dueAt === null && "max-sm:hidden",
			)}
			suppressHydrationWarning
		>
			{dueAt === null ? null : (
				<>
					{near === "overdue" ? "Overdue since " : "Due "}
					<Time value={dueAt} form="brief" />
				</>
			)}
		</span>
	);
}
