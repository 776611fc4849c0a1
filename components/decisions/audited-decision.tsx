"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { CASES_KEY } from "@/components/cases/cases/queries";
import { useAnnounce } from "@/components/client/announcer";
import { asProblem } from "@/components/client/api";
import { decisionToast } from "@/components/triage/findings/decision-toast";
import { FINDINGS_KEY, useFindingDetail } from "@/components/triage/findings/queries";
import { STATUS } from "@/components/triage/findings/status";
import { undoDecision, undoneText } from "@/components/triage/findings/undo-decision";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import { DecisionActions } from "./decision-actions";
import { currentDecision } from "./panel-activity";
import type { NamedDecision } from "./use-decisions";

interface AuditedDecisionProps {
	readonly findingId: string;
	/** The decision that an audit entry records. */
	readonly decisionId: string;
	/** Called once it is undone. */
	readonly onUndone: () => void;
}

/** Whether the decision of an audit entry is the current one, and the way to undo it if so. */
export function AuditedDecision({ findingId, decisionId, onUndone }: AuditedDecisionProps) {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const detail = useFindingDetail(findingId, null);
	const finding = detail.data;
	if (finding === undefined) {
		return detail.isError ? (
			<QueryProblem query={detail} title="The finding could not be loaded" />
		) : (
			<Skeleton className="w-1/2" />
		);
	}
	const undo = async ({ id, text, finding: only }: NamedDecision) => {
		try {
			const done = undoneText(await undoDecision(id, only), text);
			decisionToast(done);
			announce([`${done.title}.`, done.description].filter(Boolean).join(" "));
			onUndone();
		} catch (error) {
			const { message, remedy } = asProblem(error);
			decisionToast({
				title: "The decision was not undone",
				description: [message, remedy].filter(Boolean).join(" "),
				failed: true,
			});
		}
		await queries.invalidateQueries({ queryKey: CASES_KEY });
		await queries.invalidateQueries({ queryKey: FINDINGS_KEY });
	};
	const current = currentDecision(finding, finding.activity)?.decision ?? null;
	return (
		<div>
			<p>
				{current?.id === decisionId
					? "The finding still carries this decision."
					: `No longer current: the finding is now ${STATUS[finding.status].label.toLowerCase()}.`}{" "}
				<Link
					href={`/findings?status=all&finding=${findingId}`}
					prefetch={false}
					className="text-accent-text underline hover:no-underline"
				>
					Open the finding
				</Link>
			</p>
			{current?.id === decisionId ? <DecisionActions finding={finding} of={current} onUndo={undo} /> : null}
		</div>
	);
}
