"use client";

import { ANSWER } from "@/components/handovers/handovers/read-back-looks";
import { Note } from "@/components/parts/text/note";
import { LookMark } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { ReadBackDto } from "@/lib/handovers/read-back/schema";

/** What was answered and asked about one item, below it in the document and on paper. Nothing while nothing was. */
export function ItemRecord({ readBack, item }: { readBack: ReadBackDto | undefined; item: string }) {
	const answer = readBack?.answers.find((one) => one.item === item);
	const messages = readBack?.messages.filter((one) => one.item === item) ?? [];
	if (answer === undefined && messages.length === 0) return null;
	const look = answer === undefined ? null : ANSWER[answer.answer];
	return (
		<div className="mt-1 flex flex-col gap-1 border-t pt-1.5">
			{answer === undefined || look === null ? null : (
				<div>
					<p className="flex flex-wrap items-center gap-x-2">
						<LookMark look={look} className="font-medium" />
						<span className="text-muted">
							by <bdi>{answer.by.name}</bdi> at <Time value={answer.at} form="minutes" />
						</span>
					</p>
					{answer.reason === "" ? null : <Note text={answer.reason} />}
				</div>
			)}
			{messages.map((message) => (
				<div key={message.id} className="border-l-2 pl-2">
					<p className="text-muted text-sm">
						<bdi>{message.by.name}</bdi>, <Time value={message.at} form="minutes" />
					</p>
					<Note text={message.body} />
				</div>
			))}
		</div>
	);
}
