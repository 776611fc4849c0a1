"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { ApiProblem, asProblem } from "@/components/api";
import type { AuditProgress, AuditVerdict } from "@/lib/audit/schema";
import { AUDIT_KEY } from "./queries";
import { readEvents } from "./read-events";

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
		run(control.signal, setProgress)
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

async function run(
	signal: AbortSignal,
	onProgress: (progress: AuditProgress) => void,
): Promise<AuditVerdict> {
	let response: Response;
	try {
		response = await fetch("/api/audit/verification", { method: "POST", signal });
	} catch {
		throw new ApiProblem(0, { title: "No connection", detail: "The server cannot be reached." });
	}
	if (!response.ok || response.body === null) {
		throw new ApiProblem(response.status, await response.json().catch(() => ({})));
	}
	try {
		for await (const { event, data } of readEvents(response.body)) {
			if (event === "progress") onProgress(data as AuditProgress);
			if (event === "verdict") return data as AuditVerdict;
			if (event === "problem") {
				const document = data as Readonly<Record<string, unknown>>;
				throw new ApiProblem(Number(document.status), document);
			}
		}
	} catch (error) {
		throw asProblem(error);
	}
	throw new ApiProblem(0, { title: "Connection lost", detail: "The connection ended before the verdict." });
}
