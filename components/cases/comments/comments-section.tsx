"use client";

import { useQueryClient } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { caseKey } from "@/components/cases/cases/queries";
import { useAnnounce } from "@/components/client/announcer";
import { useMay } from "@/components/client/me";
import { RefusedLine } from "@/components/parts/page/refusal";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { CommentEditor } from "./comment-editor";
import { CommentItem } from "./comment-item";
import { useComments } from "./queries";

/** What people said of a case, oldest first, and where to say more. */
export function CommentsSection({ of }: { of: CaseDetail }) {
	const query = useComments(of.id);
	const queries = useQueryClient();
	const announce = useAnnounce();
	const works = useMay("cases.work");
	const reread = () => queries.invalidateQueries({ queryKey: caseKey(of.id) });
	return (
		<PageBody className="max-w-3xl gap-3">
			<QueryProblem
				query={query}
				title="The comments could not be loaded"
				stale="These comments may be out of date"
			/>
			{query.isPending ? (
				<div aria-busy className="flex flex-col gap-3">
					<Skeleton className="w-1/3" />
					<Skeleton className="w-2/3" />
				</div>
			) : query.data?.length === 0 ? (
				<EmptyState icon={MessageSquare} title="No comments yet">
					Write down what you find out, ask and agree on.
				</EmptyState>
			) : (
				<ol aria-label="Comments" className="flex flex-col divide-y">
					{query.data?.map((comment) => (
						<CommentItem key={comment.id} caseId={of.id} comment={comment} onChanged={() => void reread()} />
					))}
				</ol>
			)}
			{works ? (
				<CommentEditor
					caseId={of.id}
					onSaved={() => {
						announce("Commented.");
						void reread();
					}}
				/>
			) : (
				<RefusedLine permission="cases.work" />
			)}
		</PageBody>
	);
}
