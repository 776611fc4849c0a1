"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem, asProblem, request } from "@/components/client/api";
import { ANSWER } from "@/components/handovers/handovers/read-back-looks";
import { toasts } from "@/components/ui/toast";
import { visibleText } from "@/lib/core/visible-text";
import type { ReadBackAnswer } from "@/lib/handovers/handovers/read-back-rules";
import type { AnswerDto, ReadBackDto } from "@/lib/handovers/read-back/schema";
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
	const key = readBackKey(handoverId);
	const path = `/api/handovers/${handoverId}/read-back/answers`;
	const put = (saved: readonly AnswerDto[]) => {
		const written = new Set(saved.map(({ item }) => item));
		queries.setQueryData<ReadBackDto>(key, (known) =>
			known === undefined
				? known
				: { ...known, answers: [...known.answers.filter(({ item }) => !written.has(item)), ...saved] },
		);
	};
	const onSettled = () => void queries.invalidateQueries({ queryKey: key });
	const one = useMutation({
		mutationFn: (json: Said) => request<AnswerDto>(path, { method: "POST", json }),
		onSuccess: (saved) => put([saved]),
		onSettled,
	});
	const many = useMutation({
		mutationFn: ({ items, seen, ...said }: SaidOfMany) => {
			const those = items.map((item) => ({ item, version: seen.get(item) ?? 0 }));
			return request<AnswerDto[]>(`${path}/many`, { method: "POST", json: { ...said, items: those } });
		},
		onSuccess: put,
		onSettled,
	});
	return {
		/** The key of the item that is being answered. */
		busy: one.isPending ? one.variables.item : null,
		async answer(said: Said): Promise<Answered> {
			try {
				await one.mutateAsync(said);
				return { saved: true, theirs: null };
			} catch (error) {
				const theirs = error instanceof ApiProblem ? error.document.answer : undefined;
				const known = (theirs as AnswerDto | undefined) ?? null;
				const { message } = asProblem(error);
				toasts.add({
					type: "error",
					title: "The answer is not saved",
					description: known === null ? message : `${answerText(known)} Answer again if yours differs.`,
				});
				return { saved: false, theirs: known };
			}
		},
		/** @throws ApiProblem when nothing was answered */
		answerMany: async (said: SaidOfMany): Promise<void> => {
			await many.mutateAsync(said);
		},
	};
}

/** An answer in a sentence. */
export function answerText({ by, answer, reason }: AnswerDto): string {
	const what = ANSWER[answer].label.toLowerCase();
	return `${visibleText(by.name)} answered in the meantime: ${what}${reason === "" ? "" : `, “${visibleText(reason)}”`}.`;
}
