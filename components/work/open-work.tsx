"use client";

import { CircleCheckBig, Hourglass, Lock } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { CaseClock } from "@/components/cases/cases/case-clock";
import { SeverityMark, StatusMark } from "@/components/cases/cases/case-marks";
import { TASK_STATUS } from "@/components/cases/tasks/status";
import { Ago } from "@/components/ui/ago";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Skeleton } from "@/components/ui/skeleton";
import { LookMark, Mark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import type { ClockDto } from "@/lib/cases/deadlines/schema";
import { plural } from "@/lib/core/plural";
import { visibleText } from "@/lib/core/visible-text";
import type { WorkAnswer } from "@/lib/insights/work/work-answers";
import { nearness, workSummary } from "./due";
import { useWork } from "./queries";

/** Next actions, tasks and cases of one's own; what is due first stands first. */
export function OpenWork() {
	const query = useWork();
	const work = query.data;
	return (
		<div className="flex min-w-0 flex-col gap-5">
			<QueryProblem query={query} title="Your work could not be loaded" stale="This may be out of date" />
			{query.isPending ? <Skeleton className="w-2/3" /> : null}
			{work === undefined ? null : (
				<>
					<Summary work={work} />
					<Untriaged work={work} />
					<Unassigned work={work} />
					{isNothing(work) ? (
						<EmptyState icon={CircleCheckBig} title="Nothing is assigned to you">
							Cases you own or watch, and tasks and next actions assigned to you, appear here.
						</EmptyState>
					) : null}
					<Actions work={work} />
					<Tasks work={work} />
					<Cases title="Cases" cases={work.cases.filter(({ waitingFor }) => waitingFor === null)} />
					<Cases
						title="Waiting for an answer"
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
	const { mine, unassigned } = workSummary(work, now);
	return (
		<p role="status" className="text-muted" suppressHydrationWarning>
			{mine.overdue === 0 ? null : <span className="font-medium text-red">{mine.overdue} overdue</span>}
			{mine.overdue > 0 && mine.soon > 0 ? ", " : ""}
			{mine.soon === 0 ? null : `${mine.soon} due within a day`}
			{mine.overdue + mine.soon === 0 ? "None of your work is due within a day." : "."}
			{unassigned.overdue + unassigned.soon === 0 ? null : (
				<>
					{" Unassigned: "}
					{unassigned.overdue === 0 ? null : (
						<span className="font-medium text-red">{unassigned.overdue} overdue</span>
					)}
					{unassigned.overdue > 0 && unassigned.soon > 0 ? ", " : ""}
					{unassigned.soon === 0 ? null : `${unassigned.soon} due within a day`}.
				</>
			)}
		</p>
	);
}

function Untriaged({ work: { untriaged } }: { work: WorkAnswer }) {
	const { count, clickedThrough, oldestAt } = untriaged;
	if (count === 0) return null;
	return (
		<p className="flex flex-wrap items-center gap-x-2">
			<Link href="/findings" prefetch={false} className="font-medium text-accent-text underline">
				{plural(count, "finding")} to triage
			</Link>
			<span className="text-muted">
				{clickedThrough === 0
					? "none clicked through"
					: `${clickedThrough.toLocaleString("en")} clicked through`}
				{oldestAt === null ? null : (
					<>
						, the oldest first seen <Ago value={oldestAt} />
					</>
				)}
			</span>
		</p>
	);
}

function Unassigned({ work: { unassigned } }: { work: WorkAnswer }) {
	const rest = unassigned.count - unassigned.items.length;
	return (
		<Rows
			title="Unassigned cases with a deadline"
			count={unassigned.count}
			end={
				rest === 0 ? null : (
					<Link
						href="/cases?owner=none"
						prefetch={false}
						className="inline-block py-2 text-accent-text underline"
					>
						Show {rest.toLocaleString("en")} more on the board
					</Link>
				)
			}
		>
			{unassigned.items.map((each) => (
				<li key={each.id} className={ROW}>
					<div className="flex min-w-0 flex-1 basis-60">
						<CaseName of={each} />
					</div>
					<SeverityMark severity={each.severity} />
					<Clock of={each} />
				</li>
			))}
		</Rows>
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

interface RowsProps {
	readonly title: string;
	readonly count: number;
	readonly end?: ReactNode;
	readonly children: ReactNode;
}

function Rows({ title, count, end, children }: RowsProps) {
	if (count === 0) return null;
	return (
		<Section title={`${title} (${count.toLocaleString("en")})`}>
			<ul className="divide-y border-y">{children}</ul>
			{end}
		</Section>
	);
}

function CaseName({ of }: { of: Pick<Of, "number" | "title"> }) {
	return (
		<Link
			href={`/cases/${of.number}`}
			prefetch={false}
			className="min-w-0 truncate font-medium hover:underline"
		>
			#{of.number} <bdi>{visibleText(of.title)}</bdi>
		</Link>
	);
}

/** The deadline that presses, as on the board. */
function Clock({ of }: { of: { readonly clocks: readonly ClockDto[] } }) {
	return (
		<span className="w-52 shrink-0 text-sm sm:text-right">
			<CaseClock clocks={of.clocks} />
		</span>
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
					<LookMark look={TASK_STATUS[status]} />
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
						<CaseName of={each} />
						{each.waitingFor === null ? (
							<span className="text-muted text-sm">{plural(each.openTasks, "open task")}</span>
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
					<Clock of={each} />
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
					<SeverityMark severity={each.severity} />
					<StatusMark status={each.status} />
					<CaseClock clocks={each.clocks} />
					<span className="text-muted text-sm">
						{each.owner === null ? "Unassigned" : <bdi>{visibleText(each.owner)}</bdi>}
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
				"w-52 shrink-0 text-sm sm:text-right",
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
