"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createElement, useCallback, useMemo, useRef, useState } from "react";
import { CaseLinks } from "@/components/cases/cases/case-links";
import { CASES_KEY } from "@/components/cases/cases/queries";
import { useAnnounce } from "@/components/client/announcer";
import { ApiProblem, asProblem, request } from "@/components/client/api";
import { useMe } from "@/components/client/me";
import { decisionToast } from "@/components/triage/findings/decision-toast";
import { findingCount } from "@/components/triage/findings/finding-count";
import type { FindingStore, PendingDecision } from "@/components/triage/findings/finding-store";
import { FACETS_KEY, FINDINGS_KEY } from "@/components/triage/findings/queries";
import { VERDICT } from "@/components/triage/findings/status";
import { undoDecision, undoneText } from "@/components/triage/findings/undo-decision";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import type { DecisionInputBody, DecisionResult } from "@/lib/decisions/schema";
import type { BenignReason, FindingStatus, Verdict } from "@/lib/triage/findings/rules";
import type { FindingFacets, FindingFilter, FindingSummary } from "@/lib/triage/findings/schema";

/** What a person says of findings. */
export interface Said {
	readonly verdict: Verdict;
	readonly reason?: BenignReason;
	readonly note?: string;
	/** The case that escalated findings go into. */
	readonly case?: NonNullable<DecisionInputBody["case"]>;
	/** Findings that are decided along, by the version that was seen: no list shows them. */
	readonly also?: readonly { readonly id: string; readonly version: number }[];
}

/** What is decided: findings as they were on the screen, or all that match as of an instant. */
export type Target =
	| { readonly kind: "findings"; readonly findings: readonly FindingSummary[] }
	| {
			readonly kind: "filter";
			readonly filter: FindingFilter;
			readonly asOf: string;
			readonly count: number;
	  };

/** A decision that came too late, beside how the finding stands now. */
export interface Conflict {
	readonly theirs: FindingSummary;
	readonly mine: Said;
}

export interface Decisions {
	/**
	 * Decides; `onBegin` runs before the server answers. `onCaseChanged` is called when nothing was decided because
	 * somebody has changed the case since it was chosen, with the case as it stands now; false: it can't be shown.
	 */
	readonly decide: (
		target: Target,
		said: Said,
		onBegin?: () => void,
		onCaseChanged?: (theirs: CaseDetail) => boolean,
	) => Promise<void>;
	/** Undoes this page's last decision. */
	readonly undo: () => Promise<void>;
	/** Undoes a decision that anyone made, on this page or before it was loaded. */
	readonly undoNamed: (which: NamedDecision) => Promise<void>;
	/** True while a decision over a filter is under way. */
	readonly busy: boolean;
	readonly conflicts: readonly Conflict[];
	readonly settleConflicts: () => void;
}

/** A decision to undo, no matter who made it. */
export interface NamedDecision {
	readonly id: string;
	/** Said once it is undone, such as "1 finding marked benign". */
	readonly text: string;
	/** The one finding to undo it for; else all that it decided. */
	readonly finding?: string;
}

interface Done {
	readonly id: Promise<string | null>;
	readonly text: string;
	readonly finding?: string | undefined;
}

/**
 * The decisions of a triage page: shown at once, sent, rolled back when refused, undone on demand.
 * @param onUndone called with the findings an undo brought back, once the lists have been read again
 */
export function useDecisions(store: FindingStore, onUndone: (ids: readonly string[]) => void): Decisions {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const me = useMe();
	const [busy, setBusy] = useState(false);
	const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
	const history = useRef<Done[]>([]);
	const underWay = useRef(new Map<string, Promise<unknown>>());
	const refreshSoon = useDebounced(() => void queries.invalidateQueries({ queryKey: FACETS_KEY }), 700);

	const fail = useCallback(
		(error: unknown, title: string) => {
			const problem = asProblem(error);
			announce(`${title}. ${problem.message}`);
			decisionToast({
				title,
				description: [problem.message, problem.remedy].filter(Boolean).join(" "),
				failed: true,
			});
		},
		[announce],
	);

	const undoOne = useCallback(
		async (which?: Done): Promise<void> => {
			const last = which ?? history.current.at(-1);
			if (last !== undefined) forget(history.current, last);
			else {
				announce("No decision was made on this page.");
				decisionToast({
					title: "No decision was made on this page",
					description: "To undo an earlier decision, open the finding and its Activity.",
				});
				return;
			}
			const id = await last.id;
			if (id === null) return;
			try {
				const result = await undoDecision(id, last.finding);
				const back = result.outcomes.flatMap((one) => (one.outcome === "not_found" ? [] : [one.finding]));
				store.learn(back);
				const done = undoneText(result, last.text);
				decisionToast(done);
				announce([`${done.title}.`, done.description].filter(Boolean).join(" "));
				await queries.invalidateQueries({ queryKey: CASES_KEY });
				await queries.invalidateQueries({ queryKey: FINDINGS_KEY });
				onUndone(result.outcomes.filter((one) => one.outcome === "undone").map((one) => one.id));
			} catch (error) {
				// Only an outage leaves it to be undone later.
				if (asProblem(error).status === 0 && which === undefined) history.current.push(last);
				else await queries.invalidateQueries({ queryKey: FINDINGS_KEY });
				fail(error, "The decision was not undone");
			}
		},
		[announce, fail, onUndone, queries, store],
	);

	const decide: Decisions["decide"] = useCallback(
		async (target, said, onBegin, onCaseChanged) => {
			const ids = target.kind === "findings" ? target.findings.map((finding) => finding.id) : [];
			const pending: PendingDecision = {
				status: said.verdict,
				decision: {
					id: null,
					verdict: said.verdict,
					reason: said.reason ?? null,
					note: said.note ?? null,
					at: new Date().toISOString(),
					by: { id: me.id, name: me.name, verified: me.verified },
				},
			};
			const moved =
				target.kind === "findings" ? target.findings.map((finding) => store.shown(finding).status) : [];
			store.begin(target.kind === "findings" ? target.findings : [], pending);
			shiftCounts(queries, moved, said.verdict, 1);
			setBusy(target.kind === "filter");
			onBegin?.();

			// A decision on a finding whose last one is still under way waits for its version.
			const before = ids.map((id) => underWay.current.get(id));
			const sent = Promise.allSettled(before).then(async () => {
				const json = bodyOf(target, said, store);
				const result = await request<DecisionResult>("/api/findings/decisions", { method: "POST", json });
				for (const one of result.outcomes) {
					const over = "versions" in json ? json.versions[one.id] : undefined;
					if (one.outcome === "decided" && over !== undefined) store.made(one.id, over, one.finding.version);
				}
				return result;
			});
			for (const id of ids) underWay.current.set(id, sent);
			const all = (target.kind === "filter" ? target.count : ids.length) + (said.also?.length ?? 0);
			const text = `${findingCount(all)} ${VERDICT[said.verdict].done}`;
			const done: Done = {
				text,
				id: sent.then(
					(result) => result.id,
					() => null,
				),
			};
			history.current.push(done);
			try {
				const result = await sent;
				store.learn(result.outcomes.flatMap((one) => (one.outcome === "not_found" ? [] : [one.finding])));
				const mine = withoutOthers(said);
				const lost = result.outcomes.flatMap((one) =>
					one.outcome === "conflict" ? [{ theirs: one.finding, mine }] : [],
				);
				if (lost.length > 0) setConflicts((known) => [...known, ...lost]);
				if (result.id === null) forget(history.current, done);
				else report(result, said, () => void undoOne(done), announce);
				if (result.cases.length > 0) await queries.invalidateQueries({ queryKey: CASES_KEY });
				if (said.also !== undefined || target.kind === "filter" || result.notFound > 0 || lost.length > 0) {
					await queries.invalidateQueries({ queryKey: FINDINGS_KEY });
				}
			} catch (error) {
				forget(history.current, done);
				shiftCounts(queries, moved, said.verdict, -1);
				const theirs =
					error instanceof ApiProblem ? (error.document.case as CaseDetail | undefined) : undefined;
				if (theirs !== undefined) await queries.invalidateQueries({ queryKey: CASES_KEY });
				if (theirs !== undefined && onCaseChanged?.(theirs)) return;
				fail(error, ids.length === 1 ? "The decision was not saved" : "The decisions were not saved");
			} finally {
				store.end(ids, pending);
				for (const id of ids) if (underWay.current.get(id) === sent) underWay.current.delete(id);
				if (target.kind === "filter") setBusy(false);
				for (const id of ids) void queries.invalidateQueries({ queryKey: [...FINDINGS_KEY, "detail", id] });
				refreshSoon();
			}
		},
		[announce, fail, me, queries, refreshSoon, store, undoOne],
	);

	const undo = useCallback(() => undoOne(), [undoOne]);
	const undoNamed = useCallback(
		async ({ id, text, finding }: NamedDecision) => {
			for (const done of [...history.current]) {
				if (finding === undefined && (await done.id) === id) forget(history.current, done);
			}
			await undoOne({ id: Promise.resolve(id), text, finding });
		},
		[undoOne],
	);
	const settleConflicts = useCallback(() => setConflicts([]), []);
	return useMemo(
		() => ({ decide, undo, undoNamed, busy, conflicts, settleConflicts }),
		[decide, undo, undoNamed, busy, conflicts, settleConflicts],
	);
}

function bodyOf(target: Target, { also = [], ...said }: Said, store: FindingStore): DecisionInputBody {
	if (target.kind === "filter") return { ...said, filter: target.filter, asOf: target.asOf };
	const seen = [
		...target.findings.map((finding) => ({ id: finding.id, version: store.seen(finding) })),
		...also,
	];
	return {
		...said,
		ids: seen.map(({ id }) => id),
		versions: Object.fromEntries(seen.map(({ id, version }) => [id, version])),
	};
}

/** The same without those decided along: they were sent once, and are not sent with each conflict again. */
function withoutOthers({ also: _, ...said }: Said): Said {
	return said;
}

function report(
	result: DecisionResult,
	said: Said,
	undo: () => void,
	announce: (text: string) => void,
): void {
	const text = `${findingCount(result.decided)} ${VERDICT[said.verdict].done}`;
	const missing = result.notFound === 0 ? undefined : `${findingCount(result.notFound)} no longer there.`;
	const into = result.cases.length === 0 ? undefined : createElement(CaseLinks, { cases: result.cases });
	decisionToast({ title: text, description: missing ?? into, undo });
	announce(
		[`${text}.`, missing, ...result.cases.map(({ number }) => `Case ${number}.`)].filter(Boolean).join(" "),
	);
}

/** Moves findings from their statuses to a verdict in the counts on screen, or back. */
function shiftCounts(queries: QueryClient, from: readonly FindingStatus[], to: Verdict, sign: 1 | -1): void {
	queries.setQueriesData<FindingFacets>({ queryKey: FACETS_KEY }, (facets) => {
		if (facets === undefined) return facets;
		const status = { ...facets.status };
		for (const one of from) {
			status[one] = Math.max(0, status[one] - sign);
			status[to] = Math.max(0, status[to] + sign);
		}
		return { ...facets, status };
	});
}

function forget(history: Done[], done: Done): void {
	const index = history.indexOf(done);
	if (index >= 0) history.splice(index, 1);
}

function useDebounced(run: () => void, delay: number): () => void {
	const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
	const latest = useRef(run);
	latest.current = run;
	return useCallback(() => {
		if (timer.current !== null) clearTimeout(timer.current);
		timer.current = setTimeout(() => latest.current(), delay);
	}, [delay]);
}
