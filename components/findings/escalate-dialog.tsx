"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { NOTE_LIMIT } from "@/lib/findings/rules";
import type { Said } from "./use-decisions";

interface EscalateDialogProps {
	readonly count: number;
	/** Null when it was closed. */
	readonly onDone: (said: Said | null) => void;
}

/** Asks what the next person needs to know. */
export function EscalateDialog({ count, onDone }: EscalateDialogProps) {
	const [note, setNote] = useState("");
	const field = useRef<HTMLTextAreaElement>(null);
	const submit = () => onDone({ verdict: "escalated", ...(note.trim() === "" ? {} : { note: note.trim() }) });
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onDone(null)}
			title={count === 1 ? "Escalate this finding" : `Escalate ${count.toLocaleString("en")} findings`}
			initialFocus={field}
			finalFocus={false}
			footer={
				<>
					<Button size="md" onClick={() => onDone(null)}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="escalate-form">
						{count === 1 ? "Escalate" : `Escalate ${count.toLocaleString("en")}`}
					</Button>
				</>
			}
		>
			<form
				id="escalate-form"
				onSubmit={(event) => {
					event.preventDefault();
					submit();
				}}
			>
				<Field
					id="escalate-note"
					label="What should the next person know?"
					hint={
						<>
							It may stay empty. <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> escalates.
						</>
					}
				>
					<Textarea
						ref={field}
						id="escalate-note"
						rows={4}
						maxLength={NOTE_LIMIT}
						value={note}
						onChange={(event) => setNote(event.target.value)}
						onKeyDown={(event) => {
							if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
								event.preventDefault();
								submit();
							}
						}}
						aria-describedby="escalate-note-hint"
					/>
				</Field>
			</form>
		</Dialog>
	);
}
