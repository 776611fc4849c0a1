"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useEventAnswer } from "@/components/client/use-event-answer";
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
	const { running, progress, answer, error, start } = useEventAnswer<AuditVerdict, AuditProgress>(
		"/api/audit/verification",
		{ result: "verdict" },
	);
	const [slow, setSlow] = useState(false);
	useEffect(() => {
		if (!running) return;
		const timer = setTimeout(() => setSlow(true), SLOW_MS);
		return () => {
			clearTimeout(timer);
			setSlow(false);
		};
	}, [running]);

	const verify = async () => {
		await start();
		// A first answer still on its way was made before the verification; invalidating alone would keep it.
		await queries.cancelQueries({ queryKey: AUDIT_KEY });
		await queries.invalidateQueries({ queryKey: AUDIT_KEY });
	};
	return {
		running,
		progress: slow ? progress : null,
		verdict: running || error !== null ? null : answer,
		error,
		start: () => void verify(),
	};
}
