"use client";

import { useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { useSeen } from "@/components/parts/conflict/use-seen";
import { Button } from "@/components/ui/button";
import { Field, Textarea } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
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
	const [synthesis, setSynthesis] = useState("");
	const [busy, setBusy] = useState(false);
	const [problem, setProblem] = useState<unknown>(null);
	const { seen, theirs, refused, refuse, adopt } = useSeen(readBack);
	// Where nothing is written yet, what is signed is what is on the screen.
	if (theirs !== null && !refused && synthesis === "" && !busy) adopt(theirs);
	const progress = progressOf(items, readBack.answers);
	const missing = acknowledgementProblem(progress, synthesis);
	const acknowledge = async () => {
		setBusy(true);
		setProblem(null);
		try {
			const after = await request<ReadBackDto>(`/api/handovers/${readBack.id}/acknowledgement`, {
				method: "POST",
				json: { synthesis, version: seen.version },
			});
			queries.setQueryData(readBackKey(readBack.id), after);
			void queries.invalidateQueries({ queryKey: AWAITING_KEY });
			onDone();
		} catch (error) {
			const now =
				error instanceof ApiProblem ? (error.document.readBack as ReadBackDto | undefined) : undefined;
			if (now?.status === "signed") refuse(now);
			else setProblem(error);
			void queries.invalidateQueries({ queryKey: readBackKey(readBack.id) });
		} finally {
			setBusy(false);
		}
	};
	return (
		<Section title="Synthesis" className="border-t pt-4">
			<form
				className="flex flex-col gap-3"
				onSubmit={(event) => {
					event.preventDefault();
					if (!busy && missing === null) void acknowledge();
				}}
			>
				<Field
					id="synthesis"
					label="What you have taken over, in your own words"
					hint="The worst first, what comes next, and what you would do if it gets worse."
				>
					<Textarea
						id="synthesis"
						rows={4}
						maxLength={SYNTHESIS_LIMIT}
						value={synthesis}
						aria-describedby="synthesis-hint"
						onChange={(event) => setSynthesis(event.target.value)}
					/>
				</Field>
				{theirs === null ? null : (
					<ChangedNotice
						what="handover"
						action="Acknowledge the handover"
						refused={refused}
						differences={differences([["Receivers", names(theirs), names(seen)]])}
					/>
				)}
				{problem === null ? null : <ProblemNotice error={problem} title="Not acknowledged" />}
				<div className="flex flex-wrap items-center justify-end gap-3">
					<p aria-live="polite" className="text-muted">
						{missing}
					</p>
					<Button
						type="submit"
						size="md"
						variant="primary"
						icon={BadgeCheck}
						busy={busy}
						disabled={missing !== null}
					>
						Acknowledge the handover
					</Button>
				</div>
			</form>
		</Section>
	);
}

function names({ receivers }: ReadBackDto): string {
	return receivers.map(({ name }) => name).join(", ");
}
