"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { eventAnswer } from "@/components/client/event-answer";
import type { AuditProgress, AuditVerdict } from "@/lib/platform/audit/schema";
import { AUDIT_KEY } from "./queries";

/** A verification that is over sooner is not worth a progress bar, in milliseconds. */
const SLOW_MS = 1_000;

export interface Verification {
	readonly running: boolean;
	/** Set once it has been running for more than a second. */
	readonly progress: AuditProgress | null;
	readonly verdict: AuditVerdict | null;
	readonly error: unknown;
	readonly start: () => void;
}

/** Has the server verify the whole chain, and follows it. Leaving the page calls it off. */
export function useVerification(): Verification {
	const queries = useQueryClient();
	const [running, setRunning] = useState(false);
	const [slow, setSlow] = useState(false);
	const [progress, setProgress] = useState<AuditProgress | null>(null);
	const [verdict, setVerdict] = useState<AuditVerdict | null>(null);
	const [error, setError] = useState<unknown>(null);
	const cancel = useRef<AbortController | null>(null);
	useEffect(() => () => cancel.current?.abort(), []);

	const start = useCallback(() => {
		if (cancel.current !== null) return;
		const control = new AbortController();
		cancel.current = control;
		setRunning(true);
		setSlow(false);
		setProgress(null);
		setVerdict(null);
		setError(null);
		const timer = setTimeout(() => setSlow(true), SLOW_MS);
		eventAnswer<AuditVerdict>("/api/audit/verification", {
			signal: control.signal,
			result: "verdict",
			onEvent: (event, data) => {
				if (event === "progress") setProgress(data as AuditProgress);
			},
		})
			.then(setVerdict, (reason: unknown) => {
				if (!control.signal.aborted) setError(reason);
			})
			.finally(() => {
				clearTimeout(timer);
				cancel.current = null;
				setRunning(false);
				// A first answer still on its way was made before the verification; invalidating alone would keep it.
				void queries
					.cancelQueries({ queryKey: AUDIT_KEY })
					.then(() => queries.invalidateQueries({ queryKey: AUDIT_KEY }));
			});
	}, [queries]);
	return { running, progress: running && slow ? progress : null, verdict, error, start };
}
