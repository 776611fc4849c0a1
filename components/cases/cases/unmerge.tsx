"use client";

import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import type { CaseChanges, Wish } from "./use-case-change";

/** Brings back what went over when the case was merged. */
export function Unmerge({
	of,
	changes,
}: {
	of: Pick<CaseDetail, "id" | "version" | "number">;
	changes: CaseChanges;
}) {
	if (!useMay("cases.work")) return null;
	return (
		<Button
			busy={changes.busy}
			onClick={() => changes.change({ of, wish: unmergeWish(of), done: "Unmerged" })}
		>
			Unmerge
		</Button>
	);
}

/** Undoes the merge of a case. */
export function unmergeWish({ id, number }: Pick<CaseDetail, "id" | "number">): Wish {
	return {
		kind: "act",
		label: `Unmerge #${number}`,
		run: (version) => request<CaseDetail>(`/api/cases/${id}/merge?version=${version}`, { method: "DELETE" }),
	};
}
