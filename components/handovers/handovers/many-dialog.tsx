"use client";

import { useState } from "react";
import { TextareaField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";
import { plural } from "@/lib/core/plural";
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
	const form = useForm({
		id: "many",
		values: (): { chosen: ReadonlySet<string>; reason: string } => ({
			chosen: new Set(those.map(({ key }) => key)),
			reason: "",
		}),
		send: async ({ chosen, reason: text }) => {
			await onApply(
				those.flatMap(({ key }) => (chosen.has(key) ? [key] : [])),
				text.trim(),
			);
		},
		onSent: onClose,
	});
	const { value: chosen, onValueChange: choose } = form.field("chosen");
	return (
		<FormDialog
			form={form}
			title={title}
			description={children}
			submit={`${action} ${plural(chosen.size, "item")}`}
			failed={failed}
			disabled={chosen.size === 0 || (reason !== null && form.values.reason.trim() === "")}
			className="gap-3"
			onClose={onClose}
		>
			{reason === null ? null : (
				<TextareaField
					field={form.field("reason")}
					label={reason.label}
					hint={reason.hint}
					maxLength={reason.most}
				/>
			)}
			<ItemPicker items={those} chosen={chosen} onChange={choose} disabled={form.busy} />
		</FormDialog>
	);
}
