import { queryOptions, useQuery } from "@tanstack/react-query";
import { CASES_KEY } from "@/components/cases/cases/queries";
import { request } from "@/components/client/api";
import type { CaseDetail, LikelyCases } from "@/lib/cases/cases/schema";
import type { Likeness } from "@/lib/cases/record/rules";
import type { Target } from "./use-decisions";

/** What is chosen instead of the id of a case that is offered. */
export const NEW = "new";
export const OTHER = "other";

/** Why a case or a finding belongs with what is escalated. */
export const WHY: Record<Likeness, string> = {
	mail: "Same mail",
	campaign: "Same campaign",
	host: "Same URL host",
	user: "Same user",
};

/** The same within a sentence. */
export const OF_THE_SAME: Record<Likeness, string> = {
	mail: "of the same mail",
	campaign: "of the same campaign",
	host: "on the same URL host",
	user: "of the same user",
};

/** Open cases that findings may belong to, and what belongs with them. */
export function likelyQuery(target: Target) {
	const asked =
		target.kind === "findings"
			? { findingIds: target.findings.map(({ id }) => id) }
			: { filter: target.filter, asOf: target.asOf };
	return queryOptions({
		// Not below CASES_KEY, and asked once: what is offered must not change under the pointer, and what is sent are the
		// versions of what was offered.
		queryKey: ["likely-cases", asked],
		queryFn: ({ signal }) =>
			request<LikelyCases>("/api/cases/likely", { method: "POST", json: asked, signal }),
		staleTime: 0,
		gcTime: 0,
		refetchOnWindowFocus: false,
		refetchOnReconnect: false,
		retry: false,
	});
}

/** The case of a number that was typed. */
export function useOther(number: string) {
	const digits = number.trim().replace(/^#/, "");
	return useQuery({
		queryKey: [...CASES_KEY, "number", digits],
		queryFn: ({ signal }) => request<CaseDetail>(`/api/cases/${digits}`, { signal }),
		enabled: /^[1-9]\d{0,8}$/.test(digits),
		retry: false,
	});
}
export type OtherCase = Pick<ReturnType<typeof useOther>, "data" | "error">;

/** The findings of the groups that were chosen, each once. */
export function membersOf(likely: LikelyCases | undefined, groups: readonly Likeness[]) {
	const chosen = (likely?.groups ?? []).filter(({ why }) => groups.includes(why));
	const members = new Map(chosen.flatMap(({ findings }) => findings.map((each) => [each.id, each] as const)));
	return [...members.values()];
}
