"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { NOTE_LIMIT } from "@/lib/handovers/handovers/rules";

interface OmitDialogProps {
	readonly title: string;
	readonly onOmit: (reason: string) => Promise<void>;
	readonly onClose: () => void;
}

/** Asks why an item is left out: an omission is declared, never silent. */
export function OmitDialog({ title, onOmit, onClose }: OmitDialogProps) {
	const [reason, setReason] = useState("");
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const omit = async () => {
		setBusy(true);
		setProblem(null);
		try {
			await onOmit(reason.trim());
			onClose();
		} catch (error) {
			setProblem(error);
			setBusy(false);
		}
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title="Leave this out?"
			description={<bdi>{title}</bdi>}
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button
						size="md"
						variant="primary"
						busy={busy}
						disabled={reason.trim() === ""}
						onClick={() => void omit()}
					>
						Leave out
					</Button>
				</>
			}
		>
			<Field id="omission" label="Why" hint="Shown in the handover under “Left out”.">
				<Textarea
					id="omission"
					value={reason}
					maxLength={NOTE_LIMIT}
					onChange={(event) => setReason(event.target.value)}
					aria-describedby="omission-hint"
				/>
			</Field>
			{problem === null ? null : (
				<ProblemNotice error={problem} title="The item was not left out" className="mt-3" />
			)}
		</Dialog>
	);
}
