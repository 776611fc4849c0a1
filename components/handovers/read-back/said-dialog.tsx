"use client";

import { type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";

interface SaidDialogProps {
	readonly title: string;
	/** What it is about. */
	readonly about: string;
	readonly label: string;
	readonly hint: string;
	/** On the main button. */
	readonly action: string;
	readonly most: number;
	/** What the person should know before sending. */
	readonly notice?: ReactNode;
	/** Resolves to whether it was saved; the dialog stays open, with what was written, when it was not. */
	readonly onSay: (text: string) => Promise<boolean>;
	readonly onClose: () => void;
}

/** Asks for a question, a reason or an addendum. Ctrl or ⌘ with Enter sends it. */
export function SaidDialog({
	title,
	about,
	label,
	hint,
	action,
	most,
	notice,
	onSay,
	onClose,
}: SaidDialogProps) {
	const [text, setText] = useState("");
	const [missing, setMissing] = useState(false);
	const [busy, setBusy] = useState(false);
	const field = useRef<HTMLTextAreaElement>(null);
	const send = async () => {
		if (busy) return;
		if (text.trim() === "") {
			setMissing(true);
			field.current?.focus();
			return;
		}
		setBusy(true);
		if (await onSay(text.trim())) onClose();
		else setBusy(false);
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={title}
			description={<bdi>{about}</bdi>}
			initialFocus={field}
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button size="md" variant="primary" busy={busy} onClick={() => void send()}>
						{action}
					</Button>
				</>
			}
		>
			{notice}
			<Field id="said" label={label} hint={hint} error={missing ? "Enter some text." : null}>
				<Textarea
					ref={field}
					id="said"
					rows={5}
					maxLength={most}
					value={text}
					aria-describedby="said-hint"
					aria-invalid={missing}
					onChange={(event) => {
						setText(event.target.value);
						setMissing(false);
					}}
					onKeyDown={(event) => {
						if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
					}}
				/>
			</Field>
		</Dialog>
	);
}
