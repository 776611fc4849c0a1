"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { eventAnswer } from "./event-answer";

interface EventAnswerState<Answer, Progress> {
	readonly running: boolean;
	readonly progress: Progress | null;
	/** The last one; kept while the next is under way. */
	readonly answer: Answer | null;
	readonly error: unknown;
	/** Begins unless it is under way; resolves when that is over. */
	readonly start: () => Promise<void>;
}

/**
 * Has a route do something long and follows it. Leaving the page calls it off.
 * @param result the event that brings the answer @param atOnce begins as soon as the page is there
 */
export function useEventAnswer<Answer, Progress>(
	path: string,
	{ result, atOnce = false }: { readonly result: string; readonly atOnce?: boolean },
): EventAnswerState<Answer, Progress> {
	const [running, setRunning] = useState(atOnce);
	const [progress, setProgress] = useState<Progress | null>(null);
	const [answer, setAnswer] = useState<Answer | null>(null);
	const [error, setError] = useState<unknown>(null);
	const cancel = useRef<AbortController | null>(null);

	const start = useCallback(async () => {
		if (cancel.current !== null) return;
		const control = new AbortController();
		const { signal } = control;
		cancel.current = control;
		setRunning(true);
		setProgress(null);
		setError(null);
		try {
			const onEvent = (event: string, data: unknown) => {
				if (event === "progress" && !signal.aborted) setProgress(data as Progress);
			};
			const brought = await eventAnswer<Answer>(path, { signal, result, onEvent });
			if (!signal.aborted) setAnswer(brought);
		} catch (reason) {
			if (!signal.aborted) setError(reason);
		}
		if (signal.aborted) return;
		cancel.current = null;
		setRunning(false);
	}, [path, result]);
	useEffect(() => {
		if (atOnce) void start();
		return () => {
			cancel.current?.abort();
			cancel.current = null;
		};
	}, [atOnce, start]);
	return { running, progress, answer, error, start };
}
