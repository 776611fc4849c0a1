"use client";

import { Note } from "@/components/parts/text/note";
import { QueryProblem } from "@/components/ui/query-problem";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import type { ReadBackDto } from "@/lib/handovers/read-back/schema";
import { Addenda } from "./addenda";
import type { useReadBack } from "./queries";

/** What came after the signing, at the end of the document and on paper: who took it over, and what was added. */
export function ReadBackRecord({ query }: { query: ReturnType<typeof useReadBack> }) {
	return (
		<>
			<QueryProblem query={query} title="The read-back could not be loaded" stale="This may be out of date" />
			{query.data === undefined ? null : (
				<>
					<Addenda readBack={query.data} />
					<Section title="Read back">
						<Outcome readBack={query.data} />
					</Section>
				</>
			)}
		</>
	);
}

function Outcome({ readBack }: { readBack: ReadBackDto }) {
	const { incoming, acknowledgedAt, synthesis } = readBack;
	if (incoming === null || acknowledgedAt === null) {
		return <p className="text-muted">Nobody has acknowledged it yet.</p>;
	}
	return (
		<>
			<p>
				Acknowledged by <bdi className="font-medium">{incoming.name}</bdi> at{" "}
				<Time value={acknowledgedAt} form="minutes" />
			</p>
			<div className="mt-1 max-w-prose">
				<Note text={synthesis} />
			</div>
		</>
	);
}
