"use client";

import { useQueryClient } from "@tanstack/react-query";
import { PenLine } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/api";
import { useMay } from "@/components/shell/me";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { HandoverDetail } from "@/lib/handovers/schema";
import { HANDOVERS_KEY } from "./queries";

/** Signs the draft, once nothing is missing any more. */
export function SignButton({ of }: { of: HandoverDetail }) {
	const queries = useQueryClient();
	const [asking, setAsking] = useState(false);
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
				json: { version: of.version },
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
				onClick={() => setAsking(true)}
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
