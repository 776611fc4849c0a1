"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { ApiProblem, request } from "@/components/client/api";
import { ANSWER } from "@/components/handovers/handovers/read-back-looks";
import { toasts } from "@/components/ui/toast";
import { visibleText } from "@/lib/core/visible-text";
import type { ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";
import type { AnswerDto, AnswerInput, ReadBackDto } from "@/lib/handovers/read-back/schema";
import { readBackKey } from "./queries";

interface Said {
	readonly item: string;
	readonly answer: ReadBackAnswer;
	/** The question, or why it is declined. */
	readonly text?: string;
	/** The version of the item's answer that was on the screen when the person began; 0 for none. */
	readonly version: number;
}

/** One answer for many items. */
export interface SaidOfMany {
	/** Keys of the items. */
	readonly items: readonly string[];
	readonly answer: "accepted" | "declined";
	/** Why they are declined. */
	readonly text?: string;
	/** The version of each answer that there was when the dialog opened; what is not named had none. */
	readonly seen: ReadonlyMap<string, number>;
}

export interface Answered {
	readonly saved: boolean;
	/** What somebody else answered first. */
	readonly theirs: AnswerDto | null;
}

/** Answers items of a handover, each over the version that the person saw. */
export function useAnswers(handoverId: string) {
	const queries = useQueryClient();
	const [busy, setBusy] = useState<string | null>(null);
	const answer = useCallback(
		async ({ item, answer, text, version }: Said): Promise<Answered> => {
			setBusy(item);
			try {
				const json = { item, answer, version, ...(text === undefined ? {} : { text }) } as AnswerInput;
				const saved = await request<AnswerDto>(`/api/handovers/${handoverId}/read-back/answers`, {
					method: "POST",
					json,
				});
				queries.setQueryData<ReadBackDto>(readBackKey(handoverId), (known) =>
					known === undefined
						? known
						: { ...known, answers: [...known.answers.filter((one) => one.item !== item), saved] },
				);
				return { saved: true, theirs: null };
			} catch (error) {
				const theirs =
					(error instanceof ApiProblem ? (error.document.answer as AnswerDto | undefined) : undefined) ??
					null;
				toasts.add({
					type: "error",
					title: "The answer is not saved",
					description:
						theirs === null
							? error instanceof Error
								? error.message
								: String(error)
							: `${answerText(theirs)} Answer again if yours differs.`,
				});
				return { saved: false, theirs };
			} finally {
				setBusy(null);
				void queries.invalidateQueries({ queryKey: readBackKey(handoverId) });
			}
		},
		[handoverId, queries],
	);
	/** @throws ApiProblem when nothing was answered */
	const answerMany = useCallback(
		async ({ items, answer, text, seen }: SaidOfMany): Promise<void> => {
			const those = items.map((item) => ({ item, version: seen.get(item) ?? 0 }));
			try {
				const saved = await request<AnswerDto[]>(`/api/handovers/${handoverId}/read-back/answers/many`, {
					method: "POST",
					json: { items: those, answer, ...(text === undefined ? {} : { text }) },
				});
				const written = new Set(items);
				queries.setQueryData<ReadBackDto>(readBackKey(handoverId), (known) =>
					known === undefined
						? known
						: { ...known, answers: [...known.answers.filter(({ item }) => !written.has(item)), ...saved] },
				);
			} finally {
				void queries.invalidateQueries({ queryKey: readBackKey(handoverId) });
			}
		},
		[handoverId, queries],
	);
	return { answer, answerMany, busy };
}

/** An answer in a sentence. */
export function answerText({ by, answer, reason }: AnswerDto): string {
	const what = ANSWER[answer].label.toLowerCase();
	return `${visibleText(by.name)} answered in the meantime: ${what}${reason === "" ? "" : `, “${visibleText(reason)}”`}.`;
}
