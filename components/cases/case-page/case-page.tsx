"use client";

import { parseAsString, useQueryState } from "nuqs";
import { CaseConflictDialog } from "@/components/cases/cases/conflict-dialog";
import { useCase } from "@/components/cases/cases/queries";
import { useCaseChange } from "@/components/cases/cases/use-case-change";
import { PageHeader } from "@/components/parts/page/page-header";
import { BackLink } from "@/components/ui/back-link";
/*
 * The page of a case. A section is added in two steps: write its component in a file of its own, taking
 * `{ of: CaseDetail, changes: CaseChanges }`, and put a line for it into CASE_SECTIONS (sections.tsx). The page gives
 * it the case as it stands now; what else it needs it asks for itself, with a query key that begins with
 * `caseKey(of.id)`, so that one invalidation of `caseKey(id)` reads everything again. Fields and status are changed
 * through `changes` (use-case-change.ts), which says how it went and shows conflicts. What a section says in the
 * header's line goes into case-header.tsx.
 */
import { QueryProblem } from "@/components/ui/query-problem";
import { Tabs } from "@/components/ui/tabs";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import { visibleText } from "@/lib/core/visible-text";
import { CaseHeader } from "./case-header";
import { CASE_SECTIONS } from "./sections";
import { StatusActions } from "./status-actions";

export function CasePage({ initial }: { initial: CaseDetail }) {
	const query = useCase(initial);
	const of = query.data;
	const changes = useCaseChange();
	const [chosen, choose] = useQueryState("section", parseAsString.withDefault("overview"));
	const section = CASE_SECTIONS.some(({ value }) => value === chosen) ? chosen : "overview";
	return (
		<>
			<PageHeader
				title={
					<>
						<span className="text-muted">#{of.number}</span> <bdi>{visibleText(of.title)}</bdi>
					</>
				}
				before={<BackLink href="/cases" label="All cases" />}
				actions={<StatusActions of={of} changes={changes} />}
			/>
			<QueryProblem query={query} title="This page may be out of date" className="mx-3 mt-3 sm:mx-4" />
			<CaseHeader of={of} changes={changes} />
			<Tabs
				label="Sections of the case"
				value={section}
				onValueChange={(next) => void choose(next)}
				className="flex-1"
				panelClassName="overflow-y-auto"
				tabs={CASE_SECTIONS.map(({ value, label, content: Content }) => ({
					value,
					label: label(of),
					content: <Content of={of} changes={changes} />,
				}))}
			/>
			<CaseConflictDialog changes={changes} />
		</>
	);
}
