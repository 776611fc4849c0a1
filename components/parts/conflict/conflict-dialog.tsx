"use client";

import { type ComponentProps, type ReactNode, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";

interface ConflictDialogProps
	extends Pick<ComponentProps<typeof Dialog>, "title" | "description" | "finalFocus" | "children"> {
	readonly keep?: string;
	readonly apply?: string;
	readonly onKeep: () => void;
	readonly onApply: () => void;
}

/** Asks which of two changes holds; leaving it keeps the other's. */
export function ConflictDialog({
	keep = "Keep theirs",
	apply = "Apply mine",
	onKeep,
	onApply,
	...props
}: ConflictDialogProps) {
	const first = useRef<HTMLButtonElement>(null);
	return (
		<Dialog
			{...props}
			open
			size="lg"
			onOpenChange={(open) => !open && onKeep()}
			initialFocus={first}
			footer={
				<>
					<Button size="md" onClick={onApply}>
						{apply}
					</Button>
					<Button ref={first} size="md" variant="primary" onClick={onKeep}>
						{keep}
					</Button>
				</>
			}
		/>
	);
}

interface SidesProps {
	readonly theirs: ReactNode;
	readonly mine: ReactNode;
}

/** How something stands now, beside what the person wrote. */
export function Sides({ theirs, mine }: SidesProps) {
	return (
		<div className="grid gap-2 sm:grid-cols-2">
			<Side title="Current">{theirs}</Side>
			<Side title="Yours, not saved">{mine}</Side>
		</div>
	);
}

function Side({ title, children }: { title: string; children: ReactNode }) {
	return (
		<section aria-label={title} className="min-w-0 rounded-md bg-surface px-3 py-2">
			<h3 className="mb-1 text-muted text-sm">{title}</h3>
			{children}
		</section>
	);
}
