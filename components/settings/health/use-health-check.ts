"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { eventAnswer } from "@/components/client/event-answer";
import type { HealthProgress, HealthReport } from "@/lib/operations/health/rules";

export interface HealthCheck {
	readonly running: boolean;
	readonly progress: HealthProgress | null;
	/** The last one; kept while the next is under way. */
	readonly report: HealthReport | null;
	readonly error: unknown;
	readonly start: () => void;
}

/** Has everything checked, once at the start and whenever it is asked to. Leaving the page calls it off. */
export function useHealthCheck(): HealthCheck {
	const [running, setRunning] = useState(true);
	const [progress, setProgress] = useState<HealthProgress | null>(null);
	const [report, setReport] = useState<HealthReport | null>(null);
	const [error, setError] = useState<unknown>(null);
	const cancel = useRef<AbortController | null>(null);

	const start = useCallback(() => {
		if (cancel.current !== null) return;
		const control = new AbortController();
		cancel.current = control;
		setRunning(true);
		setProgress(null);
		setError(null);
		const mine = <T>(set: (value: T) => void) => {
			return (value: T) => {
				if (!control.signal.aborted) set(value);
			};
		};
		eventAnswer<HealthReport>("/api/checks", {
			signal: control.signal,
			result: "report",
			onEvent: (event, data) => {
				if (event === "progress") mine(setProgress)(data as HealthProgress);
			},
		})
			.then(mine(setReport), mine(setError))
			.finally(() => {
				if (control.signal.aborted) return;
				cancel.current = null;
				setRunning(false);
			});
	}, []);
	useEffect(() => {
		start();
		return () => {
			cancel.current?.abort();
			cancel.current = null;
		};
	}, [start]);
	return { running, progress, report, error, start };
}
