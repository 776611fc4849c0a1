"use client";

import { PenLine } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
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
	const [asking, setAsking] = useState(false);
	if (!useMay("handovers.write")) return null;
	const missing = of.blocking.length;
	return (
		<>
			<Button
				variant="primary"
				icon={PenLine}
				disabled={missing > 0}
				title={missing > 0 ? "Something is missing: see the list below" : undefined}
				onClick={() => setAsking(true)}
			>
				Sign
			</Button>
			{asking ? <SignDialog of={of} written={written} onClose={() => setAsking(false)} /> : null}
		</>
	);
}

function SignDialog({ of, written, onClose }: SignButtonProps & { readonly onClose: () => void }) {
	// The draft as it was when the dialog opened: what is signed is what the person saw.
	const [seen] = useState(of.version);
	const choices = useReceiverChoices(of.id);
	const form = useForm({
		id: "sign",
		/** Null: as suggested. */
		values: (): { receivers: readonly string[] | null } => ({ receivers: null }),
		send: ({ receivers }) =>
			request<HandoverDetail>(`/api/handovers/${of.id}/signature`, {
				method: "POST",
				json: {
					version: written(seen),
					receivers: receivers ?? choices.data?.suggested.people.map(({ id }) => id),
				},
			}),
		invalidates: HANDOVERS_KEY,
		onSent: onClose,
	});
	const receivers = form.field("receivers");
	return (
		<FormDialog
			form={form}
			title="Sign this handover?"
			submit="Sign"
			icon={PenLine}
			failed="The handover was not signed"
			disabled={receivers.value?.length === 0 || choices.data === undefined}
			className="gap-3"
			onClose={onClose}
		>
			{of.version > written(seen) ? (
				<Notice kind="warning" live title="The draft changed while this dialog was open">
					Close the dialog, look at what changed, and sign again.
				</Notice>
			) : null}
			<p>
				It is frozen as it is now, with its hash in the audit. Later changes in the data don’t change it, and
				nobody can edit it. To add something later, write an addendum.
			</p>
			<ReceiverFields query={choices} chosen={receivers.value} onChange={receivers.onValueChange} />
		</FormDialog>
	);
}
