"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAnnounce } from "@/components/client/announcer";
import { ApiProblem, asProblem, request } from "@/components/client/api";
import { toasts } from "@/components/ui/toast";
import type { CaseChange, CaseDetail, CaseSummary, StatusInput } from "@/lib/cases/cases/schema";
import { CASES_KEY, caseKey } from "./queries";

/** What a person wants of a case: other fields, another status, or an act of its own such as a merge. */
export type Wish =
	| { readonly kind: "fields"; readonly fields: Omit<CaseChange, "version"> }
	| { readonly kind: "status"; readonly status: Omit<StatusInput, "version"> }
	| {
			readonly kind: "act";
			/** What is done, such as "Merge into #12". */
			readonly label: string;
			readonly run: (version: number) => Promise<CaseDetail>;
	  };

/** A wish that came too late, beside how the case stands now. */
export interface CaseConflict {
	readonly theirs: CaseDetail;
	readonly wish: Wish;
	readonly done: string;
}

interface Told {
	readonly of: Pick<CaseSummary, "id" | "version" | "number">;
	readonly wish: Wish;
	/** What is said once it is done, as a sentence's beginning: "Severity changed". */
	readonly done: string;
	/** What takes it back, where something does. */
	readonly back?: Wish | "status" | undefined;
}

function send(id: string, version: number, wish: Wish): Promise<CaseDetail> {
	if (wish.kind === "act") return wish.run(version);
	return wish.kind === "fields"
		? request<CaseDetail>(`/api/cases/${id}`, { method: "PATCH", json: { ...wish.fields, version } })
		: request<CaseDetail>(`/api/cases/${id}/status`, { method: "PUT", json: { ...wish.status, version } });
}

/** How the case stands, when an answer says that somebody was faster. */
function theirsOf(error: unknown): CaseDetail | null {
	if (!(error instanceof ApiProblem) || error.code !== "conflict") return null;
	return (error.document.case as CaseDetail | undefined) ?? null;
}

/** Changes cases: sends, says how it went with a way back, and keeps what came too late to be shown beside theirs. */
export function useCaseChange() {
	const queries = useQueryClient();
	const announce = useAnnounce();
	const [conflict, setConflict] = useState<CaseConflict | null>(null);

	const learn = async (of: CaseDetail) => {
		queries.setQueryData([...caseKey(of.id), "detail"], of);
		await queries.invalidateQueries({ queryKey: CASES_KEY });
	};
	const fail = (error: unknown, title = "The case was not changed") => {
		const problem = asProblem(error);
		const description = [problem.message, problem.remedy].filter(Boolean).join(" ");
		announce(`${title}. ${description}`);
		toasts.add({ id: "case", type: "error", timeout: 0, title, description });
	};
	const undo = async (after: CaseDetail, back: Wish | "status", done: string) => {
		try {
			const restored =
				back === "status"
					? await request<CaseDetail>(`/api/cases/${after.id}/status?version=${after.version}`, {
							method: "DELETE",
						})
					: await send(after.id, after.version, back);
			await learn(restored);
			toasts.add({ id: "case", title: `Undone: ${done}`, description: "" });
			announce(`Undone: ${done}`);
		} catch (error) {
			const theirs = back === "status" ? null : theirsOf(error);
			// A status that somebody has changed since is theirs: there is nothing of one's own left to undo.
			if (theirs === null || back === "status") fail(error, "Couldn’t undo it");
			else setConflict({ theirs, wish: back, done: `Undone: ${done}` });
			await queries.invalidateQueries({ queryKey: CASES_KEY });
		}
	};
	const mutation = useMutation({
		mutationFn: ({ of, wish }: Told) => send(of.id, of.version, wish),
		onSuccess: async (after, { done, back, of }) => {
			announce(`#${of.number}: ${done}.`);
			toasts.add({
				id: "case",
				type: "done",
				title: `#${of.number}: ${done}`,
				description: "",
				actionProps:
					back === undefined || (back === "status" && !after.statusUndo)
						? undefined
						: { children: "Undo", onClick: () => void undo(after, back, done) },
			});
			await learn(after);
		},
		onError: async (error, { wish, done }) => {
			const theirs = theirsOf(error);
			if (theirs === null) fail(error);
			else setConflict({ theirs, wish, done });
			await queries.invalidateQueries({ queryKey: CASES_KEY });
		},
	});
	return {
		/** Sends it; what goes wrong is shown here. */
		change: (told: Told) => mutation.mutate(told),
		busy: mutation.isPending,
		conflict,
		/** Leaves the case as it stands now. */
		keepTheirs: () => setConflict(null),
		/** Sends the same again, over the version that is now known. */
		applyMine() {
			if (conflict === null) return;
			setConflict(null);
			mutation.mutate({ of: conflict.theirs, wish: conflict.wish, done: conflict.done });
		},
		learn,
		fail: (error: unknown) => fail(error),
	};
}

export type CaseChanges = ReturnType<typeof useCaseChange>;
