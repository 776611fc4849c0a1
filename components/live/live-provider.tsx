"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { CASES_KEY } from "@/components/cases/queries";
import { INBOX_KEY } from "@/components/work/queries";
import type { FindingSummary } from "@/lib/findings/schema";
import { type LiveHandlers, openLive } from "./open-live";

export interface Person {
	readonly id: string;
	readonly name: string;
}

type OnFindings = (findings: readonly FindingSummary[] | null) => void;

interface Live {
	/** Nothing is heard at the moment; it connects again by itself. */
	readonly lost: boolean;
	/** Others who look at the case that the page shows. */
	readonly lookers: readonly Person[];
	readonly onFindings: (listener: OnFindings) => () => void;
}

const LiveContext = createContext<Live>({ lost: false, lookers: [], onFindings: () => () => {} });

const NOBODY: readonly Person[] = [];

/** Of changes that follow one another the first is read at once, the others together this much later; milliseconds. */
const TOGETHER_MS = 800;

/**
 * Keeps what the console shows in step with what others do: one stream a page, by which the queries of what has
 * changed are asked anew.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
	const queries = useQueryClient();
	const pathname = usePathname();
	const shownCase = /^\/cases\/(\d+)(?:\/|$)/.exec(pathname)?.[1] ?? null;
	const [lost, setLost] = useState(false);
	const [lookers, setLookers] = useState(NOBODY);
	const listeners = useRef(new Set<OnFindings>());

	useEffect(() => {
		const soon = together((key) => void queries.invalidateQueries({ queryKey: JSON.parse(key) as string[] }));
		const reread = () => {
			soon(JSON.stringify(CASES_KEY));
			soon(JSON.stringify(INBOX_KEY));
		};
		const handlers: LiveHandlers = {
			onOpen: () => {
				setLost(false);
				reread();
			},
			onLost: () => setLost(true),
			onEvent: (event, data) => {
				if (event === "cases") {
					soon(JSON.stringify([...CASES_KEY, "one", (data as { id: string }).id]));
					soon(JSON.stringify([...CASES_KEY, "list"]));
					soon(JSON.stringify(INBOX_KEY));
				} else if (event === "inbox") soon(JSON.stringify(INBOX_KEY));
				else if (event === "looking") setLookers((data as { people: Person[] }).people);
				else if (event === "findings") {
					const { findings } = data as { findings: FindingSummary[] | null };
					for (const listener of listeners.current) listener(findings);
				} else {
					reread();
					for (const listener of listeners.current) listener(null);
				}
			},
			// The page's own questions go first: a browser has six connections for all of its pages here.
			isBusy: () => queries.isFetching() > 0,
		};
		const close = openLive(`/api/live${shownCase === null ? "" : `?case=${shownCase}`}`, handlers);
		return () => {
			close();
			setLookers(NOBODY);
		};
	}, [queries, shownCase]);

	const onFindings = useCallback((listener: OnFindings) => {
		listeners.current.add(listener);
		return () => void listeners.current.delete(listener);
	}, []);
	const live = useMemo(() => ({ lost, lookers, onFindings }), [lost, lookers, onFindings]);
	return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
	return use(LiveContext);
}

/** Calls `listener` with findings that somebody has decided, as they stand now; with null for too many to name. */
export function useLiveFindings(listener: OnFindings): void {
	const { onFindings } = useLive();
	const latest = useRef(listener);
	useEffect(() => {
		latest.current = listener;
	});
	useEffect(() => onFindings((findings) => latest.current(findings)), [onFindings]);
}

/** Runs `act` for a key at once, and for those that follow within {@link TOGETHER_MS} once more at its end. */
function together(act: (key: string) => void): (key: string) => void {
	const waiting = new Map<string, boolean>();
	const run = (key: string) => {
		act(key);
		waiting.set(key, false);
		setTimeout(() => {
			const again = waiting.get(key);
			waiting.delete(key);
			if (again) run(key);
		}, TOGETHER_MS);
	};
	return (key) => {
		if (waiting.has(key)) waiting.set(key, true);
		else run(key);
	};
}
