"use client";

import { Link2, Merge, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { request } from "@/components/client/api";
import { useMay } from "@/components/client/me";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { Button, IconButton } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import type { CaseDetail } from "@/lib/cases/cases/schema";
import type { CaseName } from "@/lib/core/case-name";
import { visibleText } from "@/lib/core/visible-text";
import { CaseChoice, CaseLine } from "./case-choice";
import { unmergeWish } from "./unmerge";
import type { CaseChanges } from "./use-case-change";

interface RelatedProps {
	readonly of: CaseDetail;
	readonly changes: CaseChanges;
}

/** The cases around this one, and the ways to tie, merge and part them. */
export function Related({ of, changes }: RelatedProps) {
	const may = useMay("cases.work") && of.mergedInto === null;
	const router = useRouter();
	// With the case as it was when the dialog opened: what is merged is what the person saw.
	const [asking, setAsking] = useState<{ what: "link" | "merge"; seen: CaseDetail } | null>(null);
	const run = (work: Promise<CaseDetail>) => void work.then(changes.learn, changes.fail);
	const answer = (chosen: CaseName | null) => {
		setAsking(null);
		if (chosen === null || asking === null) return;
		if (asking.what === "link") {
			run(request(`/api/cases/${of.id}/links`, { method: "POST", json: { caseId: chosen.id } }));
			return;
		}
		changes.change({
			of: asking.seen,
			wish: {
				kind: "act",
				label: `Merge into #${chosen.number}`,
				run: async (version) => {
					const json = { into: chosen.id, version };
					const into = await request<CaseDetail>(`/api/cases/${of.id}/merge`, { method: "POST", json });
					router.push(`/cases/${into.number}`);
					return into;
				},
			},
			done: `Merged into #${chosen.number}`,
		});
	};
	return (
		<Section
			title="Other cases"
			actions={
				may ? (
					<>
						<Button variant="ghost" icon={Link2} onClick={() => setAsking({ what: "link", seen: of })}>
							Link
						</Button>
						<Button variant="ghost" icon={Merge} onClick={() => setAsking({ what: "merge", seen: of })}>
							Merge into…
						</Button>
					</>
				) : undefined
			}
		>
			{of.related.length + of.merged.length === 0 ? (
				<p className="text-faint">No linked or merged cases.</p>
			) : (
				<ul className="flex flex-col gap-1">
					{of.related.map((one) => (
						<Row key={one.id} of={one} note="Linked">
							{may ? (
								<IconButton
									label={`Remove the link to #${one.number}`}
									icon={X}
									onClick={() =>
										run(request(`/api/cases/${of.id}/links?caseId=${one.id}`, { method: "DELETE" }))
									}
								/>
							) : null}
						</Row>
					))}
					{of.merged.map((one) => (
						<Row key={one.id} of={one} note="Merged into this one">
							{may ? (
								<Button
									onClick={() => changes.change({ of: one, wish: unmergeWish(one), done: "Unmerged" })}
									aria-label={`Unmerge #${one.number}`}
								>
									Unmerge
								</Button>
							) : null}
						</Row>
					))}
				</ul>
			)}
			{asking === null ? null : <ChooseDialog of={of} asking={asking} onDone={answer} />}
		</Section>
	);
}

function Row({ of, note, children }: { of: CaseName; note: string; children: React.ReactNode }) {
	return (
		<li className="flex items-center gap-2">
			<Link href={`/cases/${of.number}`} prefetch={false} className="min-w-0 flex-1 hover:underline">
				<CaseLine of={of} />
			</Link>
			<span className="text-muted text-sm">{note}</span>
			{children}
		</li>
	);
}

interface ChooseDialogProps {
	readonly of: CaseDetail;
	readonly asking: { readonly what: "link" | "merge"; readonly seen: CaseDetail };
	readonly onDone: (chosen: CaseName | null) => void;
}

function ChooseDialog({ of, asking: { what, seen }, onDone }: ChooseDialogProps) {
	const [chosen, setChosen] = useState<CaseName | null>(null);
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone(null)}
			title={what === "link" ? `Link case #${of.number}` : `Merge case #${of.number} into another`}
			description={
				what === "link"
					? "Each case lists the other one."
					: "Findings, tasks, comments, entities and watchers move to it; a task in both cases is kept once. Unmerging moves everything back."
			}
			footer={
				<>
					<Button size="md" onClick={() => onDone(null)}>
						Cancel
					</Button>
					<Button size="md" variant="primary" disabled={chosen === null} onClick={() => onDone(chosen)}>
						{what === "link" ? "Link" : chosen === null ? "Merge" : `Merge into #${chosen.number}`}
					</Button>
				</>
			}
		>
			{what === "merge" && of.version > seen.version ? (
				<ChangedNotice what="case" action="Merge" refused={false} />
			) : null}
			{what === "merge" && of.nextAction !== null ? (
				<Notice kind="warning" title="The next action isn’t moved" className="mb-2">
					<span className="wrap-anywhere">“{visibleText(of.nextAction)}”</span>{" "}
					{of.nextActionOwner === null
						? "has no owner. Add it to the other case if it is still needed."
						: `is ${visibleText(of.nextActionOwner.name)}’s, who is notified. Add it to the other case if it is still needed.`}
				</Notice>
			) : null}
			<CaseChoice
				label={what === "link" ? "Which case is related?" : "Into which case?"}
				without={[of.id, ...(what === "link" ? of.related.map(({ id }) => id) : [])]}
				open={what === "merge"}
				value={chosen}
				onChange={setChosen}
			/>
		</Dialog>
	);
}
