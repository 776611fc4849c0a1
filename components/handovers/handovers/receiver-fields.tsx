"use client";

import { useQuery } from "@tanstack/react-query";
import { request } from "@/components/client/api";
import { Checkbox } from "@/components/ui/checkbox";
import { QueryProblem } from "@/components/ui/query-problem";
import { Skeleton } from "@/components/ui/skeleton";
import type { ReceiverChoices } from "@/lib/handovers/handovers/schema";
import { handoverKey } from "./queries";

/** Who can be named to acknowledge a handover. Asked when the dialog opens, not before. */
export function useReceiverChoices(handoverId: string) {
	return useQuery({
		queryKey: [...handoverKey(handoverId), "receivers"],
		queryFn: ({ signal }) => request<ReceiverChoices>(`/api/handovers/${handoverId}/receivers`, { signal }),
		// The plan and the people may have changed since the dialog was open last.
		staleTime: 0,
	});
}

interface ReceiverFieldsProps {
	readonly query: ReturnType<typeof useReceiverChoices>;
	/** Null: as suggested. */
	readonly chosen: readonly string[] | null;
	readonly onChange: (chosen: readonly string[]) => void;
}

/** Names who takes a handover over: whom the shift plan says, or others by hand. */
export function ReceiverFields({ query, chosen, onChange }: ReceiverFieldsProps) {
	const { data } = query;
	if (query.isError) return <QueryProblem query={query} title="The people could not be loaded" />;
	if (data === undefined) return <Skeleton className="my-2 w-1/2" />;
	if (data.people.length === 0) {
		return <p className="text-muted">Nobody else can acknowledge it: you acknowledge it yourself.</p>;
	}
	const ids = chosen ?? data.suggested.people.map(({ id }) => id);
	return (
		<fieldset>
			<legend className="font-medium">Hand over to</legend>
			<p className="mb-1.5 text-muted text-sm">{sourceText(data.suggested)}</p>
			<div className="flex max-h-48 flex-col gap-1.5 overflow-y-auto py-0.5">
				{data.people.map(({ id, name }) => (
					<Checkbox
						key={id}
						id={`receiver-${id}`}
						label={<bdi>{name}</bdi>}
						checked={ids.includes(id)}
						onCheckedChange={(checked) =>
							onChange(checked ? [...ids, id] : ids.filter((other) => other !== id))
						}
					/>
				))}
			</div>
			{ids.length === 0 ? (
				<p role="status" className="mt-1 text-amber">
					Choose at least one person.
				</p>
			) : null}
		</fieldset>
	);
}

function sourceText({ source, shift }: ReceiverChoices["suggested"]): string {
	if (source === "plan") return `Chosen by the shift plan: ${shift} follows. They are notified.`;
	const plan = shift === null ? "No shift plan applies" : `The shift plan has no leads for ${shift}`;
	const whom = source === "leads" ? "every lead is chosen" : "everyone who can acknowledge it is chosen";
	return `${plan}, so ${whom}. They are notified.`;
}
