"use client";

import { useQueryClient } from "@tanstack/react-query";
import { PenLine } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/api";
import { useMay } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { HandoverDetail } from "@/lib/handovers/schema";
import { HANDOVERS_KEY } from "./queries";

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
	const may = useMay("handovers.write");
	if (!may) return null;
	const missing = of.blocking.length;
	const sign = async () => {
		setBusy(true);
		setProblem(null);
		try {
			await request<HandoverDetail>(`/api/handovers/${of.id}/signature`, {
				method: "POST",
				json: { version: written(seen) },
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
				title={missing > 0 ? "First see to what is missing" : undefined}
				onClick={() => {
					setSeen(of.version);
					setProblem(null);
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
							Not yet
						</Button>
						<Button size="md" variant="primary" icon={PenLine} busy={busy} onClick={() => void sign()}>
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
				<p>
					It is frozen as it stands now, with its hash in the audit. What changes in the data later does not
					change it, and nobody can edit it: what is to be added becomes an addendum.
				</p>
				{problem === null ? null : (
					<ProblemNotice error={problem} title="The handover was not signed" className="mt-3" />
				)}
			</Dialog>
		</>
	);
}
