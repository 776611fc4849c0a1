import type { ReactNode } from "react";
import { Note } from "@/components/findings/note";
import { Time } from "@/components/ui/time";
import type { HandedItem } from "@/lib/handover-review/items";

/** What an item said when it was signed. */
export function ItemFacts({ item }: { item: HandedItem }) {
	const written = [
		{ name: "Note", text: item.note },
		{ name: "If … then", text: item.contingency },
		{ name: "Explained", text: item.explanation },
	].filter(({ text }) => text !== "");
	return (
		<dl className="grid grid-cols-[7.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
			{item.facts.map(({ name, text, at }) => (
				<Row key={name} name={name}>
					{text === "" ? null : <Note text={text} />}
					{at === null ? null : <Time value={at} form="minutes" />}
				</Row>
			))}
			{written.map(({ name, text }) => (
				<Row key={name} name={name}>
					<Note text={text} />
				</Row>
			))}
		</dl>
	);
}

function Row({ name, children }: { name: string; children: ReactNode }) {
	return (
		<>
			<dt className="text-muted">{name}</dt>
			<dd className="min-w-0 break-words">{children}</dd>
		</>
	);
}
