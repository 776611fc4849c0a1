"use client";

import type { ReactNode } from "react";
import { TextareaField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useForm } from "@/components/parts/form/use-form";

interface TextDialogProps {
	readonly title: string;
	/** What it is about. */
	readonly about: string;
	readonly label: string;
	readonly hint: string;
	/** On the main button. */
	readonly action: string;
	/** What did not happen, such as "The item was not left out". */
	readonly failed: string;
	readonly most: number;
	/** What the person should know before sending. */
	readonly notice?: ReactNode;
	/** Resolves to false where it was not saved and that is said elsewhere: the dialog stays open. */
	readonly onSend: (text: string) => Promise<unknown>;
	readonly onClose: () => void;
}

/** Asks for one text: a question, a reason or an addendum. */
export function TextDialog(props: TextDialogProps) {
	const { title, about, label, hint, action, failed, most, notice, onSend, onClose } = props;
	const form = useForm({
		id: "said",
		values: () => ({ text: "" }),
		check: ({ text }) => ({ text: text.trim() === "" ? "Enter some text." : null }),
		send: async ({ text }) => (await onSend(text.trim())) !== false,
		onSent: onClose,
	});
	return (
		<FormDialog
			form={form}
			title={title}
			description={<bdi>{about}</bdi>}
			submit={action}
			failed={failed}
			className="gap-3"
			onClose={onClose}
		>
			{notice}
			<TextareaField field={form.field("text")} label={label} hint={hint} rows={5} maxLength={most} />
		</FormDialog>
	);
}
