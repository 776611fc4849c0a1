"use client";

import { useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { ApiProblem, request } from "@/components/client/api";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { TextareaField } from "@/components/parts/form/fields";
import { Form } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import {
	acknowledgementProblem,
	progressOf,
	SYNTHESIS_LIMIT,
} from "@/lib/handovers/handovers/read-back-rules";
import type { ReadBackDto } from "@/lib/handovers/read-back/schema";
import { AWAITING_KEY } from "./awaiting";
import { readBackKey } from "./queries";

interface AcknowledgeProps {
	readonly readBack: ReadBackDto;
	/** Keys of the handover's items. */
	readonly items: readonly string[];
	readonly onDone: () => void;
}

/** The end of a read-back: the synthesis in own words, and the signature. */
export function Acknowledge({ readBack, items, onDone }: AcknowledgeProps) {
	const queries = useQueryClient();
	const key = readBackKey(readBack.id);
	const form = useForm({
		id: "acknowledge",
		over: readBack,
		what: "readBack",
		// Where nothing is written yet, what is signed is what is on the screen.
		follows: true,
		values: () => ({ synthesis: "" }),
		send: (values, seen) =>
			request<ReadBackDto>(`/api/handovers/${readBack.id}/acknowledgement`, {
				method: "POST",
				json: { ...values, version: seen.version },
			}).catch((error: unknown) => {
				throw acknowledged(error) ?? error;
			}),
		invalidates: key,
		onSent: (after) => {
			queries.setQueryData(key, after);
			void queries.invalidateQueries({ queryKey: AWAITING_KEY });
			onDone();
		},
	});
	const { seen, theirs, refused } = form.standing;
	const missing = acknowledgementProblem(progressOf(items, readBack.answers), form.values.synthesis);
	return (
		<Section title="Synthesis" className="border-t pt-4">
			<Form
				form={form}
				submit="Acknowledge the handover"
				failed="Not acknowledged"
				disabled={missing !== null}
				className="gap-3"
				footer={
					<div className="flex flex-wrap items-center justify-end gap-3">
						<p aria-live="polite" className="text-muted">
							{missing}
						</p>
						<Button
							type="submit"
							size="md"
							variant="primary"
							icon={BadgeCheck}
							busy={form.busy}
							disabled={missing !== null}
						>
							Acknowledge the handover
						</Button>
					</div>
				}
			>
				<TextareaField
					field={form.field("synthesis")}
					label="What you have taken over, in your own words"
					hint="The worst first, what comes next, and what you would do if it gets worse."
					rows={4}
					maxLength={SYNTHESIS_LIMIT}
				/>
				{theirs === null ? null : (
					<ChangedNotice
						what="handover"
						action="Acknowledge the handover"
						refused={refused}
						differences={differences([["Receivers", names(theirs), names(seen)]])}
					/>
				)}
			</Form>
		</Section>
	);
}

/** The refusal where somebody has acknowledged it meanwhile: nothing is left to be sent again. */
function acknowledged(error: unknown): ApiProblem | null {
	if (!(error instanceof ApiProblem)) return null;
	const { readBack, ...document } = error.document;
	return (readBack as ReadBackDto | undefined)?.status === "signed"
		? null
		: new ApiProblem(error.status, document);
}

function names({ receivers }: ReadBackDto): string {
	return receivers.map(({ name }) => name).join(", ");
}
