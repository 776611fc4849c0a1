"use client";

import { useQueryClient } from "@tanstack/react-query";
import { PenLine } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { HandoverDetail } from "@/lib/handovers/handovers/schema";
import { HANDOVERS_KEY } from "./queries";
import { ReceiverFields, useReceiverChoices } from "./receiver-fields";

interface SignButtonProps {
	readonly of: HandoverDetail;
	/** The version of the draft that was on the screen, with what this page has written since. */
	readonly written: (seen: number) => number;
}

/** Signs the draft, once nothing is missing any more. */
export function SignButton({ of, written }: SignButtonProps) {
	const queries = useQueryClient();
	const [asking, setAsking] = useState(false);
	// The draft as it was when the dialog opened: what is signed is what the person saw.
	const [seen, setSeen] = useState(of.version);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	/** Null: as suggested. */
	const [receivers, setReceivers] = useState<readonly string[] | null>(null);
	const choices = useReceiverChoices(of.id, asking);
	const may = useMay("handovers.write");
	if (!may) return null;
	const missing = of.blocking.length;
	const nobody = receivers?.length === 0;
	const sign = async () => {
		setBusy(true);
		setProblem(null);
		try {
			await request<HandoverDetail>(`/api/handovers/${of.id}/signature`, {
				method: "POST",
				json: {
					version: written(seen),
					receivers: receivers ?? choices.data?.suggested.people.map(({ id }) => id),
				},
			});
			setAsking(false);
		} catch (error) {
			setProblem(error);
		} finally {
			setBusy(false);
			await queries.invalidateQueries({ queryKey: HANDOVERS_KEY });
		}
	};
	return (
		<>
			<Button
				variant="primary"
				icon={PenLine}
				disabled={missing > 0}
				title={missing > 0 ? "Something is missing: see the list below" : undefined}
				onClick={() => {
					setSeen(of.version);
					setProblem(null);
					setReceivers(null);
					setAsking(true);
				}}
			>
				Sign
			</Button>
			<Dialog
				open={asking}
				onOpenChange={setAsking}
				title="Sign this handover?"
				footer={
					<>
						<Button size="md" onClick={() => setAsking(false)}>
							Cancel
						</Button>
						<Button
							size="md"
							variant="primary"
							icon={PenLine}
							busy={busy}
							disabled={nobody || choices.data === undefined}
							onClick={() => void sign()}
						>
							Sign
						</Button>
					</>
				}
			>
				{of.version > written(seen) ? (
					<Notice kind="warning" live title="The draft changed while this dialog was open" className="mb-3">
						Close the dialog, look at what changed, and sign again.
					</Notice>
				) : null}
				<p className="mb-3">
					It is frozen as it is now, with its hash in the audit. Later changes in the data don’t change it,
					and nobody can edit it. To add something later, write an addendum.
				</p>
				<ReceiverFields query={choices} chosen={receivers} onChange={setReceivers} />
				{problem === null ? null : (
					<ProblemNotice error={problem} title="The handover was not signed" className="mt-3" />
				)}
			</Dialog>
		</>
	);
}
