"use client";

import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { useMedia } from "./use-media";

interface FilterSetProps {
	/** How many narrow the list. */
	readonly active: number;
	/** What leads back to the list on a phone: `Show the findings`. */
	readonly done: string;
	/** The filters' own buttons. */
	readonly children: ReactNode;
}

/** The filters beside a search box; on a phone behind one button. */
export function FilterSet({ active, done, children }: FilterSetProps) {
	const phone = useMedia("(width < 40rem)");
	const [open, setOpen] = useState(false);
	if (!phone) {
		return (
			<fieldset aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
				{children}
			</fieldset>
		);
	}
	return (
		<>
			<Button icon={SlidersHorizontal} onClick={() => setOpen(true)}>
				Filters
				{active > 0 ? <span className="text-accent-text">{active}</span> : null}
			</Button>
			<Dialog
				open={open}
				onOpenChange={setOpen}
				title="Filters"
				footer={
					<Button variant="primary" size="md" onClick={() => setOpen(false)}>
						{done}
					</Button>
				}
			>
				<div className="flex flex-wrap gap-2 py-1">{children}</div>
			</Dialog>
		</>
	);
}
