"use client";

import { useQueryClient } from "@tanstack/react-query";
import { CircleHelp } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { ColumnsMenu } from "@/components/data-table/columns-menu";
import { DataTable } from "@/components/data-table/data-table";
import { PageHeader } from "@/components/shell/page-header";
import { HelpDialog } from "@/components/shortcuts/help-dialog";
import { useShortcuts } from "@/components/shortcuts/use-shortcuts";
import { IconButton } from "@/components/ui/button";
import { copyText } from "@/components/ui/copy";
import { Sheet } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { Spinner } from "@/components/ui/spinner";
import { toasts } from "@/components/ui/toast";
import { useMedia } from "@/components/ui/use-media";
import { defang } from "@/lib/findings/defang";
import type { BenignReason, Verdict } from "@/lib/findings/rules";
import type { FindingSummary } from "@/lib/findings/schema";
import { nextToDecide } from "./advance";
import { BenignDialog } from "./benign-dialog";
import { ConflictDialog } from "./conflict-dialog";
import { EmptyList } from "./empty-list";
import { EscalateDialog } from "./escalate-dialog";
import { ExportMenu } from "./export-menu";
import { FilterChips } from "./filter-chips";
import { Filters } from "./filters";
import { FindingStore } from "./finding-store";
import { IgnoredNotice, RunNotice } from "./notices";
import { Panel } from "./panel";
import {
	FINDINGS_KEY,
	type InitialTriage,
	isRunning,
	prefetchDetail,
	useFacets,
	useFindingPages,
	useFinishedRuns,
	useHunts,
} from "./queries";
import { SearchBox } from "./search-box";
import { SelectionBar } from "./selection-bar";
import { TRIAGE_SHORTCUTS } from "./shortcuts";
import { StatusViews } from "./status-views";
import { listKey, shownStatuses, toFilter } from "./url";
import { type Conflict, type Said, type Target, useDecisions } from "./use-decisions";
import { useFindingTable } from "./use-finding-table";
import { useSelection } from "./use-selection";
import { useActiveRow, useTriageRows } from "./use-triage-rows";
import { useTriageUrl } from "./use-triage-url";

interface TriageProps {
	readonly initial: InitialTriage;
	readonly columnChoices: Readonly<Record<string, boolean>>;
}

/** The triage page: the list, its filters, the open finding, and every decision on them. */
export function Triage({ initial, columnChoices }: TriageProps) {
	const queries = useQueryClient();
	const [url, setUrl] = useTriageUrl();
	const [store] = useState(() => new FindingStore());
	const pages = useFindingPages(url, initial);
	const facets = useFacets(url, initial);
	const hunts = useHunts(initial.hunts);
	const huntList = hunts.data?.hunts ?? [];
	const rows = useTriageRows(store, pages.data?.pages, url);
	const active = useActiveRow(rows, url.finding);
	const selection = useSelection(rows, listKey(url));
	const table = useFindingTable({ rows, url, setUrl, selection: selection.cells, choices: columnChoices });
	const [focusTurn, setFocusTurn] = useState(0);
	const [asking, setAsking] = useState<{ verdict: "benign" | "escalated"; target: Target } | null>(null);
	const [lastReason, setLastReason] = useState<BenignReason | null>(null);
	const [help, setHelp] = useState(false);
	const search = useRef<HTMLInputElement>(null);
	const wide = useMedia("(width >= 68rem)");
	const matching =
		facets.data === undefined
			? undefined
			: shownStatuses(url).reduce((sum, status) => sum + (facets.data?.status[status] ?? 0), 0);

	// A run that ends brings findings; whoever triages should not have to reload.
	const finished = useFinishedRuns(hunts.data);
	const seenRuns = useRef(finished);
	useEffect(() => {
		if (seenRuns.current === finished) return;
		seenRuns.current = finished;
		void queries.invalidateQueries({ queryKey: FINDINGS_KEY });
	}, [finished, queries]);

	const open = url.finding;
	const nextId = open === null ? undefined : rows[active.index + 1]?.id;
	useEffect(() => {
		if (nextId !== undefined) prefetchDetail(queries, nextId);
	}, [nextId, queries]);

	const { set: setActive } = active;
	const standOn = useCallback(
		(id: string | null, how: { open?: boolean; focus?: boolean } = {}) => {
			setActive(id);
			if (open !== null) setUrl({ finding: id }, "replace");
			else if (how.open && id !== null) setUrl({ finding: id }, "push");
			// Focus in the open finding stays there: its buttons do not move.
			if (how.focus && document.activeElement?.closest("[data-panel]") == null)
				setFocusTurn((turn) => turn + 1);
		},
		[open, setActive, setUrl],
	);

	const decisions = useDecisions(
		store,
		useCallback(
			(ids: readonly string[]) => ids[0] !== undefined && standOn(ids[0], { focus: true }),
			[standOn],
		),
	);

	const decide = (target: Target, said: Said) => {
		if (said.reason !== undefined) setLastReason(said.reason);
		const decided = new Set(target.kind === "findings" ? target.findings.map((finding) => finding.id) : []);
		const onBegin = () => {
			selection.clear();
			if (target.kind === "filter") standOn(null);
			else if (active.id === null || decided.has(active.id)) {
				standOn(nextToDecide(rows, active.index, decided), { focus: true });
			} else setFocusTurn((turn) => turn + 1);
		};
		void decisions.decide(target, said, onBegin);
	};
	const onVerdict = (verdict: Verdict, target: Target | null) => {
		if (target === null) return;
		if (verdict === "triaged") decide(target, { verdict });
		else setAsking({ verdict, target });
	};
	const oneOf = (finding: FindingSummary): Target => ({ kind: "findings", findings: [finding] });
	const activeFinding = rows.find((row) => row.id === active.id) ?? null;
	const selected: Target | null =
		selection.all !== null
			? { kind: "filter", ...selection.all }
			: selection.findings.length > 0
				? { kind: "findings", findings: selection.findings }
				: null;
	const target = selected ?? (activeFinding === null ? null : oneOf(activeFinding));

	const selectAllMatching = async () => {
		// Read anew, so that what is decided is what is seen now.
		const [list, counts] = await Promise.all([pages.refetch(), facets.refetch()]);
		const first = list.data?.pages[0];
		if (first === undefined || counts.data === undefined || list.isError) return;
		const count = shownStatuses(url).reduce((sum, status) => sum + (counts.data?.status[status] ?? 0), 0);
		selection.selectAll({ filter: toFilter(url, new Date(first.at)), asOf: first.asOf, count });
	};

	const move = (step: 1 | -1) => {
		const gone = active.id === null && active.index >= 0;
		const next = active.index < 0 ? 0 : gone && step === 1 ? active.index : active.index + step;
		const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
		if (row !== undefined) standOn(row.id, { focus: true });
	};
	useShortcuts(TRIAGE_SHORTCUTS, {
		next: () => move(1),
		previous: () => move(-1),
		open: () => {
			const row = activeFinding ?? rows[0];
			if (row !== undefined) standOn(row.id, { open: true, focus: true });
		},
		escape: () => {
			if (selection.ids.size > 0) selection.clear();
			else if (open !== null) closePanel();
			else return false;
		},
		select: () => activeFinding !== null && selection.toggle(activeFinding.id, false),
		extend: () => activeFinding !== null && selection.toggle(activeFinding.id, true),
		triaged: () => onVerdict("triaged", target),
		benign: () => onVerdict("benign", target),
		escalated: () => onVerdict("escalated", target),
		undo: () => void decisions.undo(),
		search: () => {
			search.current?.focus();
			search.current?.select();
		},
		copy: () => {
			if (activeFinding?.url == null) return;
			const text = defang(activeFinding.url);
			void copyText(text).then((done) =>
				toasts.add({ id: "copy", title: done ? "URL copied, defanged" : "The browser refused to copy" }),
			);
		},
		help: () => setHelp(true),
	});

	const closePanel = () => {
		setActive(open);
		setUrl({ finding: null });
		setFocusTurn((turn) => turn + 1);
	};
	const applyMine = (conflicts: readonly Conflict[]) => {
		decisions.settleConflicts();
		for (const mine of new Set(conflicts.map((conflict) => conflict.mine))) {
			const findings = conflicts.flatMap((one) => (one.mine === mine ? [store.newest(one.theirs)] : []));
			void decisions.decide({ kind: "findings", findings }, mine);
		}
	};

	const panel =
		open === null ? null : (
			<Panel
				key={open}
				id={open}
				summary={rows.find((row) => row.id === open) ?? null}
				initial={initial.finding}
				resolve={(finding) => store.shown(finding)}
				onVerdict={(finding, verdict) => onVerdict(verdict, oneOf(finding))}
				onClose={closePanel}
			/>
		);
	return (
		<>
			<PageHeader title="Findings" actions={<ExportMenu url={url} />} />
			<div className="flex min-h-0 flex-1">
				<section aria-label="List of findings" className="relative flex min-w-0 flex-1 flex-col">
					<StatusViews url={url} setUrl={setUrl} facets={facets.data} />
					<div className="flex flex-wrap items-center gap-1.5 px-3 pb-2 sm:px-4">
						<SearchBox
							ref={search}
							value={url.filter.text ?? ""}
							onChange={(text) => setUrl({ text: text === "" ? null : text }, "replace")}
						/>
						<Filters url={url} setUrl={setUrl} facets={facets.data} hunts={huntList} />
						<div className="ml-auto flex items-center gap-0.5 max-sm:hidden">
							{pages.isFetching && !pages.isFetchingNextPage && !pages.isPending ? (
								<Spinner className="mr-1 text-faint" />
							) : null}
							<IconButton
								label="Keyboard shortcuts"
								shortcut="?"
								icon={CircleHelp}
								onClick={() => setHelp(true)}
							/>
							<ColumnsMenu table={table} />
						</div>
					</div>
					<FilterChips url={url} setUrl={setUrl} hunts={huntList} />
					<IgnoredNotice ignored={url.ignored} />
					<RunNotice hunts={huntList} hunt={url.filter.hunt} />
					{pages.isError && !pages.isFetchNextPageError ? (
						<ProblemNotice
							error={pages.error}
							title={
								pages.data === undefined ? "The findings could not be loaded" : "This list may be out of date"
							}
							onRetry={() => void pages.refetch()}
							retrying={pages.isFetching}
							className="mx-3 mb-2 sm:mx-4"
						/>
					) : facets.isError ? (
						<ProblemNotice
							error={facets.error}
							title={
								facets.data === undefined ? "The counts could not be loaded" : "The counts may be out of date"
							}
							onRetry={() => void facets.refetch()}
							retrying={facets.isFetching}
							className="mx-3 mb-2 sm:mx-4"
						/>
					) : null}
					<DataTable
						label="Findings"
						table={table}
						total={matching}
						loading={pages.isPending}
						empty={
							pages.isError || pages.hasNextPage ? null : (
								<EmptyList url={url} setUrl={setUrl} facets={facets.data} running={isRunning(hunts.data)} />
							)
						}
						footer={
							pages.isFetchNextPageError ? (
								<ProblemNotice
									error={pages.error}
									title="The next findings could not be loaded"
									onRetry={() => void pages.fetchNextPage()}
									className="m-3"
								/>
							) : pages.isFetchingNextPage ? (
								<p className="flex items-center justify-center gap-2 py-3 text-muted">
									<Spinner /> Loading more
								</p>
							) : rows.length > 0 ? (
								// Room for the selection bar, which floats above the end.
								<div className="h-16" />
							) : null
						}
						hasMore={pages.hasNextPage && !pages.isFetchNextPageError}
						loadingMore={pages.isFetching}
						onLoadMore={pages.fetchNextPage}
						activeId={active.id}
						focusTurn={focusTurn}
						selected={selection.ids}
						onRowPress={(finding, event) => {
							if (event.shiftKey) selection.toggle(finding.id, true);
							else standOn(finding.id, { open: true });
						}}
						className="border-t"
					/>
					{selected === null ? null : (
						<SelectionBar
							count={selection.all?.count ?? selection.ids.size}
							all={selection.all !== null}
							more={
								selection.all === null &&
								matching !== undefined &&
								matching > selection.ids.size &&
								selection.cells.state() === "all"
									? matching
									: null
							}
							busy={decisions.busy}
							onSelectAll={() => void selectAllMatching()}
							onVerdict={(verdict) => onVerdict(verdict, selected)}
							onClear={selection.clear}
						/>
					)}
				</section>
				{panel === null ? null : wide ? (
					<section
						data-panel
						aria-label="Open finding"
						className="flex w-110 shrink-0 flex-col border-l bg-canvas"
					>
						{panel}
					</section>
				) : (
					<Sheet open onOpenChange={(next) => !next && closePanel()} label="Open finding" shortcuts>
						<div data-panel className="flex min-h-0 flex-1 flex-col">
							{panel}
						</div>
					</Sheet>
				)}
			</div>
			{asking?.verdict === "benign" ? (
				<BenignDialog
					count={countOf(asking.target)}
					last={lastReason}
					onDone={(said) => {
						setAsking(null);
						if (said === null) setFocusTurn((turn) => turn + 1);
						else decide(asking.target, said);
					}}
				/>
			) : null}
			{asking?.verdict === "escalated" ? (
				<EscalateDialog
					count={countOf(asking.target)}
					onDone={(said) => {
						setAsking(null);
						if (said === null) setFocusTurn((turn) => turn + 1);
						else decide(asking.target, said);
					}}
				/>
			) : null}
			{decisions.conflicts.length > 0 ? (
				<ConflictDialog
					conflicts={decisions.conflicts}
					onKeep={decisions.settleConflicts}
					onApply={() => applyMine(decisions.conflicts)}
				/>
			) : null}
			{help ? <HelpDialog shortcuts={TRIAGE_SHORTCUTS} onClose={() => setHelp(false)} /> : null}
		</>
	);
}

function countOf(target: Target): number {
	return target.kind === "filter" ? target.count : target.findings.length;
}
