"use client";

import type { ReactNode } from "react";
import { FormDialog } from "./form";
import { useForm } from "./use-form";

interface ConfirmProps {
	readonly title: string;
	readonly confirm: string;
	readonly danger?: boolean;
	readonly problemTitle: string;
	readonly act: () => Promise<void>;
	readonly onClose: () => void;
	readonly children: ReactNode;
}

/** Asks before something that cannot simply be done again, and stays open when it fails. */
export function Confirm({
	title,
	confirm,
	danger = false,
	problemTitle,
	act,
	onClose,
	children,
}: ConfirmProps) {
	const form = useForm({ id: "confirm", values: () => ({}), send: act, onSent: () => {} });
	return (
		<FormDialog
			form={form}
			size="sm"
			title={title}
			submit={confirm}
			danger={danger}
			failed={problemTitle}
			onClose={onClose}
			className="gap-3"
		>
			<p>{children}</p>
		</FormDialog>
	);
}
