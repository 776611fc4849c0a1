"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { ApiProblem, request } from "@/components/api";
import { toasts } from "@/components/ui/toast";
import type { ReadBackAnswer } from "@/lib/read-back/rules";
import type { AnswerDto, AnswerInput, ReadBackDto } from "@/lib/read-back/schema";
import { readBackKey } from "./queries";

interface Said {
	readonly item: string;
	readonly answer: ReadBackAnswer;
	/** The question, or why it is declined. */
	readonly text?: string;
}

/** Answers items of a handover, each by the version that the page shows. */
export function useAnswers(handoverId: string, readBack: ReadBackDto | undefined) {
	const queries = useQueryClient();
	const [busy, setBusy] = useState<string | null>(null);
	const answer = useCallback(
		async ({ item, answer, text }: Said): Promise<boolean> => {
			const version = readBack?.answers.find((one) => one.item === item)?.version ?? 0;
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
				return true;
			} catch (error) {
				toasts.add({
					type: "error",
					title:
						error instanceof ApiProblem && error.code === "conflict"
							? "Not saved: somebody was quicker"
							: "The answer is not saved",
					description: error instanceof Error ? error.message : String(error),
				});
				return false;
			} finally {
				setBusy(null);
				void queries.invalidateQueries({ queryKey: readBackKey(handoverId) });
			}
		},
		[handoverId, queries, readBack],
	);
	/** @throws ApiProblem when nothing was answered */
	const answerMany = useCallback(
		async (items: readonly string[], answer: "accepted" | "declined", text?: string): Promise<void> => {
			const versions = new Map(readBack?.answers.map((one) => [one.item, one.version]));
			const those = items.map((item) => ({ item, version: versions.get(item) ?? 0 }));
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
		[handoverId, queries, readBack],
	);
	return { answer, answerMany, busy };
}
