"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { usePrinting } from "./use-printing";

interface LimitedListProps<Item> {
	readonly items: readonly Item[];
	/** How many are listed until all are asked for; on paper all are. */
	readonly most: number;
	/** One `li` each. */
	readonly children: (item: Item) => ReactNode;
	readonly className?: string;
}

/** A list that may be long: its beginning, and the rest when asked for. */
export function LimitedList<Item>({ items, most, children, className }: LimitedListProps<Item>) {
	const printing = usePrinting();
	const [all, setAll] = useState(false);
	const listed = all || printing ? items : items.slice(0, most);
	return (
		<>
			<ul className={className}>{listed.map(children)}</ul>
			{listed.length < items.length ? (
				<Button variant="ghost" className="mt-1" onClick={() => setAll(true)}>
					Show all {items.length.toLocaleString("en")}
				</Button>
			) : null}
		</>
	);
}
