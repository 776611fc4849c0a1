import { RotateCw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { WorkspaceState } from "@/lib/sources/workspaces/workspace-state";

interface WorkspaceProblemProps {
	readonly title: string;
	readonly problem: NonNullable<WorkspaceState["problem"]>;
	/** What learns whether it still is so. */
	readonly query: { readonly refetch: () => unknown; readonly isFetching: boolean };
}

/** Why a workspace can't be queried, and the way to look again. */
export function WorkspaceProblem({ title, problem, query }: WorkspaceProblemProps) {
	return (
		<Notice
			kind="error"
			title={title}
			actions={
				<Button icon={RotateCw} onClick={() => void query.refetch()} busy={query.isFetching}>
					Try again
				</Button>
			}
		>
			<p>{problem.message}</p>
			{problem.remedy === null ? null : <p className="mt-1">{problem.remedy}</p>}
		</Notice>
	);
}
