"use client";

import { useQueryClient } from "@tanstack/react-query";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { MOST_AGO_MS } from "@/lib/insights/live/rules";
import type { FindingSummary } from "@/lib/triage/findings/schema";
import { type LiveHandlers, openLive } from "./open-live";
import { refreshLists } from "./refresh-lists";

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

/**
 * Keeps what the console shows in step with what others do: one stream a page, by which the queries of what has
 * changed are asked again.
 */
export function LiveProvider({ children }: { children: ReactNode }) {
	const queries = useQueryClient();
	const pathname = usePathname();
	const shownCase = /^\/cases\/(\d+)(?:\/|$)/.exec(pathname)?.[1] ?? null;
	const [lost, setLost] = useState(false);
	const [lookers, setLookers] = useState(NOBODY);
	const followed = useRef(false);
	const listeners = useRef(new Set<OnFindings>());

	useEffect(() => {
		const lists = refreshLists(queries);
		let opened = false;
		const handlers: LiveHandlers = {
			onOpen: () => {
				setLost(false);
				lists.on("refresh", null);
				// The first time, the stream begins with what was decided since the page began to read what it shows.
				if (opened) for (const listener of listeners.current) listener(null);
				opened = true;
			},
			onLost: () => setLost(true),
			onEvent: (event, data) => {
				lists.on(event, data);
				if (event === "looking") setLookers((data as { people: Person[] }).people);
				if (event !== "findings" && event !== "refresh") return;
				const findings =
					event === "refresh" ? null : (data as { findings: FindingSummary[] | null }).findings;
				for (const listener of listeners.current) listener(findings);
			},
			// The page's own questions go first: a browser has six connections for all of its pages here.
			isBusy: () => queries.isFetching() > 0,
		};
		// Since the document was asked for, or since the stream before this one ended.
		const began = followed.current ? performance.now() : 0;
		followed.current = true;
		const path = (first: boolean) => {
			const ago = Math.round(performance.now() - began);
			const search = new URLSearchParams({
				...(shownCase === null ? {} : { case: shownCase }),
				...(first && ago <= MOST_AGO_MS ? { ago: String(ago) } : {}),
			});
			return search.size === 0 ? "/api/live" : `/api/live?${search}`;
		};
		const close = openLive(path, handlers);
		return () => {
			close();
			lists.stop();
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
