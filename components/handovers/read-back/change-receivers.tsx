"use client";

import { useQueryClient } from "@tanstack/react-query";
import { UserRoundPen } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/client/api";
import { ReceiverFields, useReceiverChoices } from "@/components/handovers/handovers/receiver-fields";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { ReadBackDto } from "@/lib/handovers/read-back/schema";
import { AWAITING_KEY } from "./awaiting";
import { readBackKey } from "./queries";

/** Hands a signed handover to others, while nobody has acknowledged it. */
export function ChangeReceivers({ readBack }: { readBack: ReadBackDto }) {
	const [open, setOpen] = useState(false);
	return (
		<>
			<Button variant="ghost" icon={UserRoundPen} className="print:hidden" onClick={() => setOpen(true)}>
				Change receivers
			</Button>
			{open ? <ReceiversDialog readBack={readBack} onClose={() => setOpen(false)} /> : null}
		</>
	);
}

function ReceiversDialog({ readBack, onClose }: { readBack: ReadBackDto; onClose: () => void }) {
	const queries = useQueryClient();
	// As they were when the dialog opened, with the version that goes with them.
	const [{ id, number, version, receivers }] = useState(readBack);
	const [chosen, setChosen] = useState<readonly string[]>(() =>
		receivers.flatMap((person) => (person.id === null ? [] : [person.id])),
	);
	const choices = useReceiverChoices(id, true);
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	const save = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const after = await request<ReadBackDto>(`/api/handovers/${id}/receivers`, {
				method: "PUT",
				json: { receivers: chosen, version },
			});
			queries.setQueryData(readBackKey(id), after);
			void queries.invalidateQueries({ queryKey: AWAITING_KEY });
			onClose();
		} catch (error) {
			setProblem(error);
			setBusy(false);
			void queries.invalidateQueries({ queryKey: readBackKey(id) });
		}
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={`Change who receives handover ${number}`}
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button
						size="md"
						variant="primary"
						busy={busy}
						disabled={chosen.length === 0}
						onClick={() => void save()}
					>
						Save receivers
					</Button>
				</>
			}
		>
			<ReceiverFields query={choices} chosen={chosen} onChange={setChosen} />
			{problem === null ? null : (
				<ProblemNotice error={problem} title="The receivers were not changed" className="mt-3" />
			)}
		</Dialog>
	);
}
