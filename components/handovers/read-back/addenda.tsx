"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { TextDialog } from "@/components/handovers/handovers/text-dialog";
import { Note } from "@/components/parts/text/note";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { ADDENDUM_LIMIT } from "@/lib/handovers/handovers/read-back-rules";
import type { AddendumDto, ReadBackDto } from "@/lib/handovers/read-back/schema";
import { readBackKey } from "./queries";

/** What was added after the signing. Nothing of it can be changed. */
export function Addenda({ readBack }: { readBack: ReadBackDto }) {
	const queries = useQueryClient();
	const mayWrite = useMay("handovers.write");
	const [adding, setAdding] = useState(false);
	const add = async (body: string) => {
		await request<AddendumDto>(`/api/handovers/${readBack.id}/addenda`, { method: "POST", json: { body } });
		await queries.invalidateQueries({ queryKey: readBackKey(readBack.id) });
	};
	return (
		<Section
			title="Addenda"
			actions={
				mayWrite ? (
					<Button icon={Plus} className="print:hidden" onClick={() => setAdding(true)}>
						Add an addendum
					</Button>
				) : undefined
			}
		>
			{readBack.addenda.length === 0 ? (
				<p className="text-muted">None yet. A signed handover can’t be changed; add anything new here.</p>
			) : (
				<ol className="flex flex-col gap-2">
					{readBack.addenda.map((addendum) => (
						<li key={addendum.id} className="rounded-md bg-surface px-3 py-2 print:border">
							<p className="flex flex-wrap gap-x-2 text-muted text-sm">
								<bdi className="font-medium text-fg">{addendum.by.name}</bdi>
								<Time value={addendum.at} form="minutes" />
							</p>
							<Note text={addendum.body} />
						</li>
					))}
				</ol>
			)}
			{adding ? (
				<TextDialog
					title="Add an addendum"
					about={`To handover ${readBack.number}. Once added it cannot be changed or removed.`}
					label="Addendum"
					hint="It is shown with your name and the time."
					action="Add"
					most={ADDENDUM_LIMIT}
					failed="The addendum is not saved"
					onSend={add}
					onClose={() => setAdding(false)}
				/>
			) : null}
		</Section>
	);
}
