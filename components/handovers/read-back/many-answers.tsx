"use client";

import { Check, X } from "lucide-react";
import { useState } from "react";
import { ManyDialog } from "@/components/handovers/handovers/many-dialog";
import { Button } from "@/components/ui/button";
import type { HandedItem } from "@/lib/handovers/handovers/items";
import { REASON_LIMIT } from "@/lib/handovers/handovers/read-back-rules";
import type { AnswerDto } from "@/lib/handovers/read-back/schema";
import type { SaidOfMany } from "./use-answers";

interface ManyAnswersProps {
	readonly items: readonly HandedItem[];
	readonly answers: readonly AnswerDto[];
	readonly outgoing: string;
	/** @throws ApiProblem when nothing was answered */
	readonly onAnswer: (said: SaidOfMany) => Promise<void>;
}

/** One answer for many: what is stable and has none yet is accepted, what has none yet is declined for one reason. */
export function ManyAnswers({ items, answers, outgoing, onAnswer }: ManyAnswersProps) {
	const [asking, setAsking] = useState<Pick<SaidOfMany, "answer" | "seen"> | null>(null);
	const versions = new Map(answers.map(({ item, version }) => [item, version]));
	const open = items.filter(({ key }) => !versions.has(key));
	const stable = open.filter(({ stability }) => stability === "stable");
	if (asking === null && open.length < 2) return null;
	return (
		<div className="flex flex-wrap gap-1.5 px-3 pb-2">
			{stable.length < 2 ? null : (
				<Button icon={Check} onClick={() => setAsking({ answer: "accepted", seen: versions })}>
					Accept all {stable.length.toLocaleString("en")} stable
				</Button>
			)}
			<Button icon={X} onClick={() => setAsking({ answer: "declined", seen: versions })}>
				Decline many
			</Button>
			{asking?.answer === "accepted" ? (
				<ManyDialog
					title="Accept all stable items?"
					items={stable}
					reason={null}
					action="Accept"
					failed="The items were not accepted"
					onApply={(keys) => onAnswer({ ...asking, items: keys })}
					onClose={() => setAsking(null)}
				>
					Until you acknowledge the handover, you can still change each answer.
				</ManyDialog>
			) : null}
			{asking?.answer === "declined" ? (
				<ManyDialog
					title="Decline many items"
					items={open}
					reason={{
						label: "Why you do not take them over",
						hint: `${outgoing} is notified once. The items stay with them.`,
						most: REASON_LIMIT,
					}}
					action="Decline"
					failed="The items were not declined"
					onApply={(keys, text) => onAnswer({ ...asking, items: keys, text })}
					onClose={() => setAsking(null)}
				/>
			) : null}
		</div>
	);
}
