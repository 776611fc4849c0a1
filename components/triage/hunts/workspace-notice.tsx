"use client";

import { RotateCw } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { WorkspaceState } from "@/lib/sources/workspaces/workspace-state";
import type { RequiredTable } from "@/lib/triage/catalogue/schema";

interface WorkspaceNoticeProps {
	readonly workspace: WorkspaceState;
	readonly tables: readonly RequiredTable[];
	readonly onRetry: () => void;
	readonly retrying: boolean;
}

/** What keeps the hunt from running, and what to do about it. */
export function WorkspaceNotice({ workspace, tables, onRetry, retrying }: WorkspaceNoticeProps) {
	const missing = tables.filter((table) => table.state === "missing" || table.state === "empty");
	if (workspace.problem !== null) {
		return (
			<Notice
				kind="error"
				title={`The workspace “${workspace.name}” can’t be queried`}
				actions={
					<Button icon={RotateCw} onClick={onRetry} busy={retrying}>
						Try again
					</Button>
				}
			>
				<p>{workspace.problem.message}</p>
				{workspace.problem.remedy === null ? null : <p className="mt-1">{workspace.problem.remedy}</p>}
			</Notice>
		);
	}
	if (missing.length === 0) return null;
	const names = missing.map((table) => table.name).join(", ");
	return (
		<Notice
			kind="warning"
			title={
				missing.length === 1
					? `The workspace has no rows of ${names}`
					: `The workspace lacks rows of ${names}`
			}
			actions={
				<Link href="/workspace" prefetch={false} className="text-accent-text hover:underline">
					See the workspace
				</Link>
			}
		>
			{workspace.kind === "local"
				? "A run would fail or find too little. Import an export of the table first."
				: "A run would fail or find too little until the data connector delivers the table."}
		</Notice>
	);
}
