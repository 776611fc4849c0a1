"use client";

import { useSearchParams } from "next/navigation";
import { parseAsString, useQueryStates } from "nuqs";
import { useCallback, useMemo } from "react";
import { AUDIT_PARAMS, type AuditParam, type AuditUrl, readAuditUrl } from "./url";

const PARSERS = Object.fromEntries(AUDIT_PARAMS.map((param) => [param, parseAsString])) as Record<
	AuditParam,
	typeof parseAsString
>;

export type AuditUrlPatch = Partial<Record<AuditParam, string | null>>;
export type SetAuditUrl = (patch: AuditUrlPatch, history?: "push" | "replace") => void;

/** The page's address, read, and the way to change it. It is the only home of the page's state. */
export function useAuditUrl(): [AuditUrl, SetAuditUrl] {
	const [raw, setRaw] = useQueryStates(PARSERS, { shallow: true, scroll: false, clearOnDefault: false });
	const search = useSearchParams();
	const url = useMemo(() => {
		const unknown = [...search.keys()].filter((key) => !AUDIT_PARAMS.some((param) => param === key));
		return readAuditUrl({ ...raw, ...Object.fromEntries(unknown.map((key) => [key, "?"])) });
	}, [raw, search]);
	const set = useCallback<SetAuditUrl>(
		(patch, history = "push") => {
			void setRaw(patch, { history });
		},
		[setRaw],
	);
	return [url, set];
}
