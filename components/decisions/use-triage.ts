"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useListUrl } from "@/components/parts/filters/use-list-url";
import { nextToDecide } from "@/components/triage/findings/advance";
import { FindingStore } from "@/components/triage/findings/finding-store";
import {
	FINDINGS_KEY,
	type InitialTriage,
	matchingCount,
	prefetchDetail,
	useFacets,
	useFindingPages,
	useFinishedRuns,
} from "@/components/triage/findings/queries";
import { listKey, readTriageUrl, TRIAGE_URL, toFilter } from "@/components/triage/findings/url";
import { useOthersDecisions } from "@/components/triage/findings/use-others-decisions";
import { useSelection } from "@/components/triage/findings/use-selection";
import { useActiveRow, useTriageRows } from "@/components/triage/findings/use-triage-rows";
import { useHunts } from "@/components/triage/hunts/queries";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import type { BenignReason, Verdict } from "@/lib/triage/findings/rules";
import type { FindingDecision, FindingSummary } from "@/lib/triage/findings/schema";
import { type Said, type Target, useDecisions } from "./use-decisions";

const NONE: readonly string[] = [];

export type Triage = ReturnType<typeof useTriage>;

/** Everything the triage page knows and can do: the listing, where the keyboard stands, and the decisions. */
export function useTriage(initial: InitialTriage) {
	const queries = useQueryClient();
	const [url, setUrl] = useListUrl(TRIAGE_URL, readTriageUrl);
	const [store] = useState(() => new FindingStore());
	const pages = useFindingPages(url, initial);
	const facets = useFacets(url, initial);
	const hunts = useHunts(initial.hunts);
	const rows = useTriageRows(store, pages.data?.pages, url);
	useOthersDecisions(store, rows, url);
	const active = useActiveRow(rows, url.finding);
	const selection = useSelection(rows, listKey(url));
	const [focusTurn, setFocusTurn] = useState(0);
	const [asking, setAsking] = useState<Asking | null>(null);
	const askingNow = useRef(asking);
	useEffect(() => {
		askingNow.current = asking;
	});
	const [lastReason, setLastReason] = useState<BenignReason | null>(null);

	// A run that ends brings findings; anyone who triages should not have to reload.
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

	const focusRow = useCallback(() => {
		// Focus in the open finding stays there: its buttons do not move.
		if (document.activeElement?.closest("[data-panel]") == null) setFocusTurn((turn) => turn + 1);
	}, []);
	const { set: setActive } = active;
	const standOn = useCallback(
		(id: string | null, how: { open?: boolean; focus?: boolean } = {}) => {
			setActive(id);
			if (open !== null) setUrl({ finding: id }, "replace");
			else if (how.open && id !== null) setUrl({ finding: id }, "push");
			if (how.focus) focusRow();
		},
		[open, setActive, setUrl, focusRow],
	);
	const [returned, setReturned] = useState<readonly string[]>(NONE);
	const decisions = useDecisions(store, setReturned);
	// What an undo brought back is stood on, the topmost of it, once the list shows it.
	useEffect(() => {
		if (returned.length === 0) return;
		setReturned(NONE);
		const back = rows.find((row) => returned.includes(row.id));
		if (back !== undefined) standOn(back.id, { focus: true });
	}, [returned, rows, standOn]);

	/**
	 * @param stay goes to no other finding, as for a decision that is revised
	 * @param asked what it answers, which is asked again when the case that was chosen has changed since
	 */
	const decide = (target: Target, said: Said, stay = false, asked: Asking | null = null) => {
		if (said.reason !== undefined) setLastReason(said.reason);
		const decided = new Set(target.kind === "findings" ? target.findings.map((finding) => finding.id) : []);
		const onCaseChanged = (theirs: CaseDetail) => {
			if (asked === null || askingNow.current !== null) return false;
			setAsking({ ...asked, again: { said, theirs } });
			return true;
		};
		const onBegin = () => {
			selection.clear();
			if (stay) focusRow();
			else if (target.kind === "filter") standOn(null);
			else if (active.id === null || decided.has(active.id)) {
				const gone = rows[active.index]?.id !== active.id;
				standOn(nextToDecide(rows, active.index, decided, gone), { focus: true });
			} else focusRow();
		};
		void decisions.decide(target, said, onBegin, onCaseChanged);
	};
	const activeFinding = rows.find((row) => row.id === active.id) ?? null;
	const selected: Target | null =
		selection.all !== null
			? { kind: "filter", ...selection.all }
			: selection.findings.length > 0
				? { kind: "findings", findings: selection.findings }
				: null;

	return {
		url,
		setUrl,
		store,
		pages,
		facets,
		hunts,
		rows,
		active,
		activeFinding,
		selection,
		/** What is selected, as something to decide. */
		selected,
		/** What a verdict by keyboard goes to: the selection, else the finding stood on. */
		target: selected ?? (activeFinding === null ? null : one(activeFinding)),
		focusTurn,
		focusRow,
		standOn,
		decisions,
		/** How many findings match, decisions under way included; undefined while not known. */
		matching: facets.data === undefined ? undefined : matchingCount(facets.data, url),

		/** Moves one row down or up. From a row that has left the list, to the one that took its place. */
		move(step: 1 | -1) {
			const gone = active.id === null && active.index >= 0;
			const next = active.index < 0 ? 0 : gone && step === 1 ? active.index : active.index + step;
			const row = rows[Math.max(0, Math.min(rows.length - 1, next))];
			if (row !== undefined) standOn(row.id, { focus: true });
		},
		closePanel() {
			setActive(open);
			setUrl({ finding: null });
			setFocusTurn((turn) => turn + 1);
		},
		/**
		 * Gives a verdict, after asking for what it needs. What is decided is the findings as they are on the screen now.
		 * @param revised the decision that this one replaces: its reason and note are the first answer
		 */
		giveVerdict(verdict: Verdict, target: Target | null, revised: FindingDecision | null = null) {
			if (target === null) return;
			if (verdict === "triaged") decide(target, { verdict }, revised !== null);
			else setAsking({ verdict, target, revised, seen: target.kind === "findings" ? target.findings : rows });
		},
		/** The verdict that waits for its reason or note. */
		asking,
		/** What others have changed, as it stands now, since {@link asking} began or the conflicts were shown. */
		changedMeanwhile: (asking?.seen ?? decisions.conflicts.map(({ theirs }) => theirs)).flatMap(
			(finding) => store.changedSince(finding) ?? [],
		),
		lastReason,
		/** Ends {@link asking}; null leaves everything as it was. */
		answer(said: Said | null) {
			setAsking(null);
			if (said === null) focusRow();
			else if (asking !== null) decide(asking.target, said, asking.revised !== null, asking);
		},
		/** Selects everything that matches, read again so that what is decided is what is seen now. */
		async selectAllMatching() {
			const [list, counts] = await Promise.all([pages.refetch(), facets.refetch()]);
			const first = list.data?.pages[0];
			if (first === undefined || counts.data === undefined || list.isError) return;
			selection.selectAll({
				filter: toFilter(url, new Date(first.at)),
				asOf: first.asOf,
				count: matchingCount(counts.data, url),
			});
		},
		/** Sends this page's side of the conflicts again, over the versions that were shown beside it. */
		applyMine() {
			const { conflicts } = decisions;
			decisions.settleConflicts();
			for (const mine of new Set(conflicts.map((conflict) => conflict.mine))) {
				const findings = conflicts.flatMap((each) => (each.mine === mine ? [each.theirs] : []));
				void decisions.decide({ kind: "findings", findings }, mine);
			}
		},
	};
}

interface Asking {
	readonly verdict: "benign" | "escalated";
	readonly target: Target;
	/** The decision that is being revised. */
	readonly revised: FindingDecision | null;
	/** The findings as they were on the screen when it began. */
	readonly seen: readonly FindingSummary[];
	/** The answer that was refused because somebody has changed the case, and how the case stands now. */
	readonly again?: { readonly said: Said; readonly theirs: CaseDetail };
}

/** One finding as something to decide. */
export function one(finding: FindingSummary): Target {
	return { kind: "findings", findings: [finding] };
}

export function targetCount(target: Target): number {
	return target.kind === "filter" ? target.count : target.findings.length;
}
