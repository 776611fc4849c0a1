"use client";

import { useMutation } from "@tanstack/react-query";
import { request } from "@/components/api";
import { useMay } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import type { CaseDetail } from "@/lib/cases/schema";
import type { CaseChanges } from "./use-case-change";

/** Brings back what went over when the case was merged. */
export function Unmerge({ of, changes }: { of: Pick<CaseDetail, "id" | "version">; changes: CaseChanges }) {
	const unmerge = useMutation({
		mutationFn: () =>
			request<CaseDetail>(`/api/cases/${of.id}/merge?version=${of.version}`, { method: "DELETE" }),
		onSuccess: changes.learn,
		onError: changes.fail,
	});
	if (!useMay("cases.work")) return null;
	return (
		<Button busy={unmerge.isPending} onClick={() => unmerge.mutate()}>
			Unmerge
		</Button>
	);
}
