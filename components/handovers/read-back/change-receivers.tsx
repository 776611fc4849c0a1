"use client";

import { useQueryClient } from "@tanstack/react-query";
import { UserRoundPen } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/client/api";
import { ReceiverFields, useReceiverChoices } from "@/components/handovers/handovers/receiver-fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
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
	const choices = useReceiverChoices(id);
	const form = useForm({
		id: "receivers",
		values: () => ({
			receivers: receivers.flatMap((person) => (person.id === null ? [] : [person.id])) as readonly string[],
		}),
		send: (values) =>
			request<ReadBackDto>(`/api/handovers/${id}/receivers`, { method: "PUT", json: { ...values, version } }),
		invalidates: readBackKey(id),
		onSent: (after) => {
			queries.setQueryData(readBackKey(id), after);
			void queries.invalidateQueries({ queryKey: AWAITING_KEY });
			onClose();
		},
	});
	const chosen = form.field("receivers");
	return (
		<FormDialog
			form={form}
			title={`Change who receives handover ${number}`}
			submit="Save receivers"
			failed="The receivers were not changed"
			disabled={chosen.value.length === 0}
			onClose={onClose}
		>
			<ReceiverFields query={choices} chosen={chosen.value} onChange={chosen.onValueChange} />
		</FormDialog>
	);
}
