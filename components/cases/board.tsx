"use client";

import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { BriefcaseBusiness } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useMay } from "@/components/shell/me";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { CASE_STATUSES, type CaseStatus, mayMove } from "@/lib/cases/rules";
import type { CaseFilter, CaseSummary } from "@/lib/cases/schema";
import { BoardCard } from "./board-card";
import { type Arrow, lanesOf, neighbour } from "./board-rules";
import { useBoard } from "./list-queries";
import { CASE_STATUS } from "./looks";
import { useStatusMove } from "./status-actions";
import type { CasesUrl } from "./url";
import type { CaseChanges } from "./use-case-change";

interface BoardProps {
	readonly url: CasesUrl;
	readonly filter: Partial<CaseFilter>;
	readonly changes: CaseChanges;
}

/**
 * The cases by status, moved by dragging a card or with the keyboard: arrows choose a card, Enter opens it, M asks
 * where it is to go.
 */
export function Board({ url, filter, changes }: BoardProps) {
	const query = useBoard(filter);
	const may = useMay("cases.work");
	const board = useRef<HTMLDivElement>(null);
	const [active, setActive] = useState<string | null>(null);
	const cases = query.data?.items ?? [];
	const { move, dialog } = useStatusMove(changes, (id) => cases.find((each) => each.id === id));
	const lanes = lanesOf(cases, url.group);
	const stop = cases.some(({ id }) => id === active) ? active : (firstOf(lanes)?.id ?? null);

	const go = (from: string, arrow: Arrow) => {
		const next = neighbour(lanes, from, arrow);
		if (next === null) return;
		setActive(next);
		board.current?.querySelector<HTMLElement>(`[data-case="${next}"]`)?.focus();
	};
	if (query.isError && query.data === undefined) {
		return (
			<ProblemNotice
				error={query.error}
				title="The cases could not be loaded"
				onRetry={() => void query.refetch()}
				retrying={query.isFetching}
				className="mx-3 sm:mx-4"
			/>
		);
	}
	if (query.data !== undefined && cases.length === 0) {
		return (
			<EmptyState icon={BriefcaseBusiness} title="No cases here">
				A case begins when a finding is escalated: press E in triage.
			</EmptyState>
		);
	}
	return (
		<div ref={board} className="min-h-0 flex-1 overflow-auto border-t" aria-busy={query.isPending}>
			<div className="flex min-w-4xl flex-col">
				<div className="sticky top-0 z-10 grid grid-cols-4 gap-3 border-b bg-canvas px-3 py-1.5 sm:px-4">
					{CASE_STATUSES.map((status) => {
						const { label, icon: Icon } = CASE_STATUS[status];
						return (
							<h2 key={status} className="flex items-center gap-1.5 font-medium">
								<Icon aria-hidden className="size-3.5 text-muted" />
								{label}
								<span className="font-normal text-faint">
									{cases.filter((each) => each.status === status).length}
								</span>
							</h2>
						);
					})}
				</div>
				{query.isPending ? (
					<div className="grid grid-cols-4 gap-3 p-3 sm:px-4">
						{CASE_STATUSES.map((status) => (
							<Skeleton key={status} className="h-20" />
						))}
					</div>
				) : null}
				{lanes.map((lane) => (
					<section key={lane.key} aria-label={lane.label ?? "Cases by status"}>
						{lane.label === null ? null : (
							<h3 className="border-b bg-surface px-3 py-1 font-medium text-muted text-sm sm:px-4">
								{lane.label}
							</h3>
						)}
						<div className="grid grid-cols-4 gap-3 px-3 py-2 sm:px-4">
							{CASE_STATUSES.map((status) => (
								<Column key={status} status={status} onDrop={move}>
									{lane.columns[status].map((of) => (
										<BoardCard
											key={of.id}
											of={of}
											tabStop={of.id === stop}
											movable={may}
											onFocus={() => setActive(of.id)}
											onArrow={(arrow) => go(of.id, arrow)}
											onMove={(to) => move(of, to)}
										/>
									))}
								</Column>
							))}
						</div>
					</section>
				))}
				{query.data === undefined || query.data.omitted === 0 ? null : (
					<p className="px-4 py-3 text-muted">
						{query.data.omitted.toLocaleString("en")} more are in the table: the board shows the 30 closed
						last.
					</p>
				)}
			</div>
			{dialog}
		</div>
	);
}

function firstOf(lanes: ReturnType<typeof lanesOf>): CaseSummary | undefined {
	return lanes.flatMap(({ columns }) => CASE_STATUSES.flatMap((status) => columns[status]))[0];
}

interface ColumnProps {
	readonly status: CaseStatus;
	/** With the case as it was on its card when the dragging began. */
	readonly onDrop: (of: CaseSummary, status: CaseStatus) => void;
	readonly children: React.ReactNode;
}

/** Cards of one status, and where one may be dropped to get it. */
function Column({ status, onDrop, children }: ColumnProps) {
	const element = useRef<HTMLUListElement>(null);
	const latest = useRef(onDrop);
	latest.current = onDrop;
	const [over, setOver] = useState(false);
	useEffect(() => {
		if (element.current === null) return;
		return dropTargetForElements({
			element: element.current,
			canDrop: ({ source }) => mayMove(source.data.status as CaseStatus, status),
			onDragEnter: () => setOver(true),
			onDragLeave: () => setOver(false),
			onDrop: ({ source }) => {
				setOver(false);
				latest.current(source.data.of as CaseSummary, status);
			},
		});
	}, [status]);
	return (
		<ul
			ref={element}
			aria-label={CASE_STATUS[status].label}
			className={cx(
				"flex min-h-16 flex-col gap-2 rounded-md",
				over && "bg-selected outline-2 outline-accent",
			)}
		>
			{children}
		</ul>
	);
}
