"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Textarea } from "@/components/ui/field";
import { ProblemNotice } from "@/components/ui/problem-notice";
import { ItemPicker, type Pickable } from "./item-picker";

interface ManyDialogProps {
	readonly title: string;
	readonly items: readonly Pickable[];
	/** A reason for all of them; null where none is needed. */
	readonly reason: { readonly label: string; readonly hint: string; readonly most: number } | null;
	/** On the main button, such as "Accept". */
	readonly action: string;
	/** What did not happen, such as "The items were not accepted". */
	readonly failed: string;
	readonly children?: string;
	readonly onApply: (keys: readonly string[], reason: string) => Promise<void>;
	readonly onClose: () => void;
}

/** One answer for many items, each of which can be left out of it. */
export function ManyDialog({
	title,
	items,
	reason,
	action,
	failed,
	children,
	onApply,
	onClose,
}: ManyDialogProps) {
	// As it was when the dialog opened: what changes meanwhile is found by its version.
	const [those] = useState(items);
	const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(those.map(({ key }) => key)));
	const [text, setText] = useState("");
	const [problem, setProblem] = useState<unknown>(null);
	const [busy, setBusy] = useState(false);
	const apply = async () => {
		setBusy(true);
		setProblem(null);
		try {
			await onApply(
				those.flatMap(({ key }) => (chosen.has(key) ? [key] : [])),
				text.trim(),
			);
			onClose();
		} catch (error) {
			setProblem(error);
			setBusy(false);
		}
	};
	const count = chosen.size === 1 ? "1 item" : `${chosen.size.toLocaleString("en")} items`;
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={title}
			description={children}
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button
						size="md"
						variant="primary"
						busy={busy}
						disabled={chosen.size === 0 || (reason !== null && text.trim() === "")}
						onClick={() => void apply()}
					>
						{action} {count}
					</Button>
				</>
			}
		>
			{reason === null ? null : (
				<Field id="many-reason" label={reason.label} hint={reason.hint}>
					<Textarea
						id="many-reason"
						rows={3}
						maxLength={reason.most}
						value={text}
						aria-describedby="many-reason-hint"
						onChange={(event) => setText(event.target.value)}
					/>
				</Field>
			)}
			<ItemPicker items={those} chosen={chosen} onChange={setChosen} disabled={busy} />
			{problem === null ? null : <ProblemNotice error={problem} title={failed} className="mt-3" />}
		</Dialog>
	);
}
