"use client";

import { ChevronDown, Undo2 } from "lucide-react";
import { useState } from "react";
import { CASE_STATUS } from "@/components/cases/cases/looks";
import type { CaseChanges } from "@/components/cases/cases/use-case-change";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { AsOpened } from "@/components/parts/conflict/as-opened";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import type { CaseDetail, CaseSummary } from "@/lib/cases/cases/schema";
import { isOpenCase, mayMove } from "@/lib/cases/record/rules";
import { CASE_STATUSES, type CaseStatus } from "@/lib/core/case-status";
import { CloseDialog } from "./close-dialog";

/** What the way to each status is called. */
export const MOVE: Record<CaseStatus, string> = {
	open: "Reopen",
	contained: "Mark contained",
	resolved: "Mark resolved",
	closed: "Close…",
};

/** What usually comes next. */
const NEXT: Record<CaseStatus, CaseStatus> = {
	open: "contained",
	contained: "resolved",
	resolved: "closed",
	closed: "open",
};

/**
 * Moves a case to another status; closing asks first.
 * @param current finds a case as it stands now, for a dialog that is open over it
 */
export function useStatusMove(changes: CaseChanges, current: (id: string) => CaseSummary | undefined) {
	const [closing, setClosing] = useState<CaseSummary | null>(null);
	const move = (of: CaseSummary, status: CaseStatus) => {
		if (!mayMove(of.status, status)) return;
		if (!isOpenCase(status)) setClosing(of);
		else {
			changes.change({
				of,
				wish: { kind: "status", status: { status } },
				done: isOpenCase(of.status) ? CASE_STATUS[status].label : "Reopened",
				back: "status",
			});
		}
	};
	const dialog =
		closing === null ? null : (
			<CloseDialog
				of={closing}
				current={current(closing.id) ?? closing}
				onDone={(status) => {
					setClosing(null);
					if (status === null) return;
					changes.change({ of: closing, wish: { kind: "status", status }, done: "Closed", back: "status" });
				}}
			/>
		);
	return { move, dialog };
}

/** The page's main action: the next status, with the others behind it and the way back. */
export function StatusActions({ of, changes }: { of: CaseDetail; changes: CaseChanges }) {
	const { move, dialog } = useStatusMove(changes, () => of);
	if (!useMay("cases.work") || of.mergedInto !== null) return null;
	const next = NEXT[of.status];
	const others = CASE_STATUSES.filter((status) => status !== next && mayMove(of.status, status));
	return (
		<>
			<Button variant="primary" busy={changes.busy} onClick={() => move(of, next)}>
				{MOVE[next]}
			</Button>
			{others.length === 0 && !of.statusUndo ? null : (
				<Menu
					align="end"
					trigger={<Button icon={ChevronDown} aria-label="Other statuses" disabled={changes.busy} />}
				>
					<AsOpened value={of}>
						{(seen) => (
							<>
								{" "}
								{others.map((status) => (
									<MenuItem key={status} icon={CASE_STATUS[status].icon} onClick={() => move(seen, status)}>
										{status === "open" && isOpenCase(of.status) ? "Back to open" : MOVE[status]}
									</MenuItem>
								))}
								{seen.statusUndo ? (
									<MenuItem
										icon={Undo2}
										onClick={() =>
											changes.change({
												of: seen,
												wish: {
													kind: "act",
													label: "Undo the last status change",
													run: (version) =>
														request<CaseDetail>(`/api/cases/${of.id}/status?version=${version}`, {
															method: "DELETE",
														}),
												},
												done: "Last status change undone",
											})
										}
									>
										Undo the last status change
									</MenuItem>
								) : null}
							</>
						)}
					</AsOpened>
				</Menu>
			)}
			{dialog}
		</>
	);
}
