"use client";

import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { BriefcaseBusiness } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { BoardCard } from "@/components/cases/cases/board-card";
import { type Arrow, lanesOf, neighbour } from "@/components/cases/cases/board-rules";
import { type BoardSizes, useBoard } from "@/components/cases/cases/list-queries";
import { CASE_STATUS } from "@/components/cases/cases/looks";
import type { CasesUrl } from "@/components/cases/cases/url";
import type { CaseChanges } from "@/components/cases/cases/use-case-change";
import { useMay } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import { Count } from "@/components/ui/count";
import { cx } from "@/components/ui/cx";
import { EmptyState } from "@/components/ui/empty-state";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { BOARD_COLUMN, type CaseBoard, type CaseFilter, type CaseSummary } from "@/lib/cases/cases/schema";
import { mayMove } from "@/lib/cases/record/rules";
import { CASE_STATUSES, type CaseStatus } from "@/lib/core/case-status";
import { useStatusMove } from "./status-actions";

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
	const [extra, setExtra] = useState<Partial<BoardSizes>>({});
	const query = useBoard(filter, boardSizes(url.group !== "none", extra));
	const may = useMay("cases.work");
	const board = useRef<HTMLDivElement>(null);
	const [active, setActive] = useState<string | null>(null);
	const columns = query.data?.columns;
	const cases = columns?.flatMap(({ items }) => items) ?? [];
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
		return <QueryProblem query={query} title="The cases could not be loaded" className="mx-3 sm:mx-4" />;
	}
	if (columns?.every(({ matching }) => matching === 0)) {
		return (
			<EmptyState icon={BriefcaseBusiness} title="No cases here">
				A case is created when you escalate a finding: press E in triage.
			</EmptyState>
		);
	}
	return (
		<>
			<QueryProblem query={query} title="This may be out of date" className="mx-3 mb-2 sm:mx-4" />
			<div ref={board} className="min-h-0 flex-1 overflow-auto border-t" aria-busy={query.isPending}>
				<div className="flex min-w-4xl flex-col">
					<div className="sticky top-0 z-10 grid grid-cols-4 gap-3 border-b bg-canvas px-3 py-1.5 sm:px-4">
						{CASE_STATUSES.map((status) => {
							const { label, icon: Icon } = CASE_STATUS[status];
							return (
								<h2 key={status} className="flex items-center gap-1.5 font-medium">
									<Icon aria-hidden className="size-3.5 text-muted" />
									{label}
									<Count value={columns?.find((column) => column.status === status)?.matching} />
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
					{lanes.map((lane, index) => (
						<section key={lane.key} aria-label={lane.label ?? "Cases by status"}>
							{lane.label === null ? null : (
								<h3 className="border-b bg-surface px-3 py-1 font-medium text-muted text-sm sm:px-4">
									{lane.label}
								</h3>
							)}
							<div className="grid grid-cols-4 gap-3 px-3 py-2 sm:px-4">
								{CASE_STATUSES.map((status) => (
									<Column
										key={status}
										status={status}
										onDrop={move}
										end={
											index === lanes.length - 1 ? (
												<ColumnEnd
													column={columns?.find((column) => column.status === status)}
													loading={query.isFetching && query.isPlaceholderData}
													onMore={(cards) => setExtra({ ...extra, [status]: (extra[status] ?? 0) + cards })}
												/>
											) : null
										}
									>
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
				</div>
				{dialog}
			</div>
		</>
	);
}

function firstOf(lanes: ReturnType<typeof lanesOf>): CaseSummary | undefined {
	return lanes.flatMap(({ columns }) => CASE_STATUSES.flatMap((status) => columns[status]))[0];
}

/** Rows by owner or severity must not miss any, so that they ask for more at once. */
const GROUPED_FIRST = 500;

function boardSizes(grouped: boolean, extra: Partial<BoardSizes>): BoardSizes {
	const size = (status: CaseStatus, first: number) =>
		Math.min(first + (extra[status] ?? 0), BOARD_COLUMN.most);
	const first = grouped ? GROUPED_FIRST : BOARD_COLUMN.first;
	return {
		open: size("open", first),
		contained: size("contained", first),
		resolved: size("resolved", first),
		closed: size("closed", BOARD_COLUMN.closed),
	};
}

interface ColumnEndProps {
	readonly column: CaseBoard["columns"][number] | undefined;
	readonly loading: boolean;
	readonly onMore: (cards: number) => void;
}

/** Which cases of a column are shown where not all are, and the way to the rest. */
function ColumnEnd({ column, loading, onMore }: ColumnEndProps) {
	if (column === undefined || column.items.length >= column.matching) return null;
	const { status, items, matching } = column;
	const rest = Math.min(matching - items.length, BOARD_COLUMN.first);
	const shown = items.length.toLocaleString("en");
	const all = matching.toLocaleString("en");
	return (
		<div className="flex flex-col items-start gap-1 pt-1 text-muted text-sm">
			<p>
				{status === "closed"
					? `The ${shown} closed last of ${all}.`
					: `The ${shown} most urgent of ${all}: by severity, then by deadline.`}
			</p>
			<Button busy={loading} onClick={() => onMore(rest)}>
				{`Show ${rest} more`}
				<span className="sr-only">{` ${CASE_STATUS[status].label.toLowerCase()} cases`}</span>
			</Button>
		</div>
	);
}

interface ColumnProps {
	readonly status: CaseStatus;
	/** With the case as it was on its card when the dragging began. */
	readonly onDrop: (of: CaseSummary, status: CaseStatus) => void;
	readonly end: React.ReactNode;
	readonly children: React.ReactNode;
}

/** Cards of one status, and where one may be dropped to get it. */
function Column({ status, onDrop, end, children }: ColumnProps) {
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
		<div className="flex min-w-0 flex-col gap-2">
			<ul
				ref={element}
				aria-label={CASE_STATUS[status].label}
				className={cx(
					"flex min-h-16 flex-1 flex-col gap-2 rounded-md",
					over && "bg-selected outline-2 outline-accent",
				)}
			>
				{children}
			</ul>
			{end}
		</div>
	);
}
