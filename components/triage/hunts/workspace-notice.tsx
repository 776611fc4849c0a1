"use client";

import type { ComponentProps } from "react";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import type { WorkspaceState } from "@/lib/sources/workspaces/workspace-state";
import type { RequiredTable } from "@/lib/triage/catalogue/schema";
import { WorkspaceProblem } from "./workspace-problem";

interface WorkspaceNoticeProps {
	readonly workspace: WorkspaceState;
	readonly tables: readonly RequiredTable[];
	readonly query: ComponentProps<typeof WorkspaceProblem>["query"];
}

/** What keeps the hunt from running, and what to do about it. */
export function WorkspaceNotice({ workspace, tables, query }: WorkspaceNoticeProps) {
	const missing = tables.filter((table) => table.state === "missing" || table.state === "empty");
	if (workspace.problem !== null) {
		return (
			<WorkspaceProblem
				title={`The workspace “${workspace.name}” can’t be queried`}
				problem={workspace.problem}
				query={query}
			/>
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
			actions={<TextLink href="/workspace">See the workspace</TextLink>}
		>
			{workspace.kind === "local"
				? "A run would fail or find too little. Import an export of the table first."
				: "A run would fail or find too little until the data connector delivers the table."}
		</Notice>
	);
}
