"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { RefusedPage } from "@/components/parts/page/refusal";
import { PageBody } from "@/components/ui/page-body";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { PlanDto } from "@/lib/cases/deadlines/schema";
import { PlanForm } from "./plan-form";

/** When cases are due, for a lead to write. */
export function PlanPage() {
	return useMay("cases.manage") ? <Plan /> : <RefusedPage permission="cases.manage" title="Deadlines" />;
}

function Plan() {
	const plan = useQuery({
		queryKey: ["deadlines"],
		queryFn: ({ signal }) => request<PlanDto>("/api/deadlines", { signal }),
		// A form that is being filled in is not taken away by what somebody else saves.
		refetchOnWindowFocus: false,
	});
	return (
		<PageBody>
			<div>
				<h2 className="font-semibold">Deadlines</h2>
				<p className="max-w-prose text-muted">
					When a case has to be acknowledged, contained and resolved, by severity. The clock starts when the
					case is created. Changes apply at once, to open cases too.{" "}
					<Link href="/cases/measures" prefetch={false} className="text-accent-text hover:underline">
						How long cases take
					</Link>
				</p>
			</div>
			{plan.data === undefined ? (
				plan.isError ? (
					<QueryProblem query={plan} title="The deadlines could not be loaded" />
				) : (
					<div aria-busy className="flex flex-col gap-2">
						<Skeleton className="w-64" />
						<Skeleton className="w-80" />
					</div>
				)
			) : (
				<PlanForm plan={plan.data} />
			)}
		</PageBody>
	);
}
