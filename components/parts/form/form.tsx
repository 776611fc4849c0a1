"use client";

import type { LucideIcon } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Dialog } from "@/components/ui/dialog";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { FormState } from "./use-form";

interface FormProps {
	// biome-ignore lint/suspicious/noExplicitAny: any form, whatever it changes
	readonly form: FormState<any, any>;
	/** The title of a failure that belongs to no field, such as "The webhook was not saved"; its own without it. */
	readonly failed?: string;
	/** The accessible name of a form that is in no dialog. */
	readonly label?: string | undefined;
	/** What a newer version is compared in: each a label, their value and one's own, in words. */
	readonly compare?: Parameters<typeof differences>[0] | undefined;
	/** On the main button. */
	readonly submit: string;
	/** It can't be sent as it is. */
	readonly disabled?: boolean | undefined;
	/** The buttons of a form on a page; what somebody else changed is said above them. */
	readonly footer?: ReactNode;
	readonly className?: string | undefined;
	readonly onKeyDown?: ComponentProps<"form">["onKeyDown"];
	readonly children?: ReactNode;
}

/** The fields, with what somebody else changed meanwhile above them and what failed below. Ctrl+Enter sends it. */
export function Form({
	form,
	label,
	failed,
	compare,
	submit,
	disabled = false,
	footer,
	className = "gap-4",
	onKeyDown,
	children,
}: FormProps) {
	const { theirs, refused } = form.standing;
	const changed =
		theirs === null || compare === undefined ? null : (
			<ChangedNotice
				what={form.what}
				action={submit}
				refused={refused}
				differences={differences(compare)}
				onTakeTheirs={form.takeTheirs}
			/>
		);
	return (
		<form
			ref={form.element}
			id={form.id}
			aria-label={label}
			noValidate
			// Sent before React answers, the form is kept until it does. The fields take over what was typed just after.
			action={() => void setTimeout(() => form.element.current?.requestSubmit())}
			onSubmit={(event) => {
				event.preventDefault();
				if (!disabled) form.submit();
			}}
			onKeyDown={(event) => {
				onKeyDown?.(event);
				if (event.defaultPrevented || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
				event.preventDefault();
				// Not past a field that refuses what is no time.
				event.currentTarget.requestSubmit();
			}}
			className={cx("flex flex-col", className)}
		>
			{footer === undefined ? changed : null}
			{children}
			{footer === undefined ? null : changed}
			{form.problem === null ? null : <ProblemNotice error={form.problem} title={failed} />}
			{footer}
		</form>
	);
}

interface FormButtonsProps {
	// biome-ignore lint/suspicious/noExplicitAny: any form, whatever it changes
	readonly form: FormState<any, any>;
	readonly submit: string;
	readonly onCancel: () => void;
}

/** The buttons under a form that is in no dialog, its main one first. */
export function FormButtons({ form, submit, onCancel }: FormButtonsProps) {
	return (
		<div className="flex gap-2">
			<Button type="submit" variant="primary" size="md" busy={form.busy}>
				{submit}
			</Button>
			<Button variant="ghost" size="md" onClick={onCancel}>
				Cancel
			</Button>
		</div>
	);
}

interface FormDialogProps extends FormProps, Pick<ComponentProps<typeof Dialog>, "title" | "description"> {
	readonly size?: ComponentProps<typeof Dialog>["size"];
	readonly finalFocus?: ComponentProps<typeof Dialog>["finalFocus"];
	/** Where to begin, instead of in the first field. */
	readonly initialFocus?: ComponentProps<typeof Dialog>["initialFocus"];
	/** A button of its own, left of the others. */
	readonly aside?: ReactNode;
	readonly danger?: boolean | undefined;
	/** On the main button. */
	readonly icon?: LucideIcon;
	readonly onClose: () => void;
}

/** A form in a dialog: Cancel, and its main button last. */
export function FormDialog({
	title,
	description,
	size,
	finalFocus,
	initialFocus,
	aside,
	danger = false,
	icon,
	onClose,
	...props
}: FormDialogProps) {
	const { form, submit, disabled } = props;
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={title}
			description={description}
			size={size}
			finalFocus={finalFocus}
			initialFocus={
				initialFocus ??
				(() =>
					form.element.current?.querySelector<HTMLElement>(
						"input:checked, input:not([type=radio]), textarea, [role=combobox]",
					) ?? true)
			}
			footer={
				<>
					{aside}
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button
						size="md"
						variant={danger ? "danger" : "primary"}
						icon={icon}
						type="submit"
						form={form.id}
						busy={form.busy}
						disabled={disabled}
					>
						{submit}
					</Button>
				</>
			}
		>
			<Form {...props} />
		</Dialog>
	);
}
