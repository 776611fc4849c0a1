"use client";

import Link from "next/link";
import { OUTCOME_TEXT } from "@/components/handovers/handovers/closing-sections";
import { LimitedList } from "@/components/handovers/handovers/limited-list";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { handoverName } from "@/lib/handovers/handovers/review-rules";
import type { DifferenceDto, ItemRef, ResolvedRef } from "@/lib/handovers/review/schema";
import { CarriedTag } from "./carried-tag";
import { useDifference } from "./queries";

/** Items of a part that are listed at first. */
const LISTED = 15;

/** What changed from the handover before to this one. */
export function DifferenceSection({ handoverId }: { handoverId: string }) {
	const query = useDifference(handoverId);
	if (query.isError) {
		return <QueryProblem query={query} title="The difference from the handover before could not be loaded" />;
	}
	const { data } = query;
	if (data === undefined) return null;
	const { previous, fresh, resolved, carried } = data;
	if (previous === null) {
		return (
			<Section title="Since the handover before">
				<p className="text-muted">There is none before this one.</p>
			</Section>
		);
	}
	return (
		<Section title={`Since handover ${previous.number}`}>
			<p className="mb-1.5 text-muted print:hidden">
				<Link
					href={`/handovers/${previous.number}`}
					prefetch={false}
					className="text-accent-text hover:underline"
				>
					<bdi>{handoverName(previous.number, previous.shift)}</bdi>
				</Link>
			</p>
			<div className="grid gap-4 sm:grid-cols-3">
				<Part name="New" items={fresh} />
				<Part name="Resolved" items={resolved} />
				<Part name="Carried over" items={byTimes(carried)} />
			</div>
		</Section>
	);
}

type Line = ItemRef & { readonly times?: number } & Partial<ResolvedRef>;

function Part({ name, items }: { name: string; items: readonly Line[] }) {
	return (
		<section aria-label={name} className="min-w-0">
			<h3 className="mb-1 font-medium text-muted text-sm">
				{name} {items.length === 0 ? null : items.length.toLocaleString("en")}
			</h3>
			{items.length === 0 ? (
				<p className="text-faint">none</p>
			) : (
				<LimitedList items={items} most={LISTED} className="flex flex-col gap-1.5">
					{(item) => (
						<li key={item.key} className="min-w-0 break-words">
							<bdi>{item.title}</bdi>
							{item.outcome == null || item.at == null ? null : (
								<span className="block text-muted text-sm">
									{OUTCOME_TEXT[item.outcome]} by <bdi>{item.by}</bdi>,{" "}
									<Time value={item.at} form="minutes" />
								</span>
							)}
							{item.times === undefined ? null : (
								<span className="block text-sm">
									<CarriedTag times={item.times} />
								</span>
							)}
						</li>
					)}
				</LimitedList>
			)}
		</section>
	);
}

/** The longest carried first: it is what to talk about. */
function byTimes(carried: DifferenceDto["carried"]): DifferenceDto["carried"] {
	return [...carried].sort((a, b) => b.times - a.times);
}
