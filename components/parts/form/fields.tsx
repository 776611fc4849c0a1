"use client";

import { type ComponentProps, type ReactNode, useEffectEvent, useLayoutEffect, useRef } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cx } from "@/components/ui/cx";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TimeInput } from "@/components/ui/time-input";
import type { FieldState } from "./use-form";

interface Labelled<Value> {
	readonly field: FieldState<Value>;
	readonly label: string;
	readonly hint?: ReactNode;
}

type Bound = "id" | "value" | "onChange" | "ref";

/** What makes a control say its hint and its fault. */
function described({ id, error }: Pick<FieldState<unknown>, "id" | "error">) {
	return { id, "aria-describedby": `${id}-hint`, "aria-invalid": error !== undefined };
}

/** The same of a group of controls, whose fault {@link FieldProblem} shows. */
export function grouped({ id, error }: Pick<FieldState<unknown>, "id" | "error">) {
	return error === undefined ? {} : { "aria-describedby": `${id}-problem`, "data-invalid": "" };
}

/** Takes over what was typed, or filled in by the browser, before React answered. @returns the control's ref */
function useTyped<Control extends HTMLInputElement | HTMLTextAreaElement>({
	value,
	onValueChange,
}: FieldState<string>) {
	const control = useRef<Control>(null);
	const takeOver = useEffectEvent(() => {
		const typed = control.current?.value ?? "";
		// A control shows line breaks in its own way, or not at all: that is nothing that was typed.
		if (withoutBreaks(typed) !== withoutBreaks(value)) onValueChange(typed);
	});
	useLayoutEffect(() => takeOver(), []);
	return control;
}

function withoutBreaks(text: string): string {
	return text.replace(/[\r\n]/g, "");
}

/** One line of text. */
export function TextField({
	field,
	label,
	hint,
	children,
	...props
}: Labelled<string> & Omit<ComponentProps<"input">, Bound>) {
	const control = useTyped<HTMLInputElement>(field);
	return (
		<Field id={field.id} label={label} hint={hint} error={field.error}>
			<Input
				ref={control}
				autoComplete="off"
				{...props}
				{...described(field)}
				value={field.value}
				onChange={(event) => field.onValueChange(event.target.value)}
			/>
			{children}
		</Field>
	);
}

/** Text of several lines. */
export function TextareaField({
	field,
	label,
	hint,
	...props
}: Labelled<string> & Omit<ComponentProps<"textarea">, Bound>) {
	const control = useTyped<HTMLTextAreaElement>(field);
	return (
		<Field id={field.id} label={label} hint={hint} error={field.error}>
			<Textarea
				ref={control}
				{...props}
				{...described(field)}
				value={field.value}
				onChange={(event) => field.onValueChange(event.target.value)}
			/>
		</Field>
	);
}

/** An instant on the person's clock, as text. */
export function TimeField({ field, label, hint }: Labelled<string>) {
	return (
		<Field id={field.id} label={label} hint={hint} error={field.error}>
			<TimeInput {...described(field)} value={field.value} onValueChange={field.onValueChange} />
		</Field>
	);
}

/** One of a list, dropped down. */
export function SelectField<Value extends string>({
	field,
	label,
	name = label,
	hint,
	...props
}: Labelled<Value> & {
	/** Its accessible name, where the label alone does not say it. */
	readonly name?: string | undefined;
} & Pick<ComponentProps<typeof Select<Value>>, "options" | "className">) {
	return (
		<Field id={field.id} label={label} hint={hint} error={field.error}>
			<Select {...props} id={field.id} label={name} value={field.value} onValueChange={field.onValueChange} />
		</Field>
	);
}

/** A yes or no. */
export function CheckField({
	field,
	label,
	hint,
	disabled = false,
}: Labelled<boolean> & { readonly disabled?: boolean }) {
	return (
		<Checkbox
			id={field.id}
			label={label}
			hint={hint}
			checked={field.value}
			disabled={disabled}
			onCheckedChange={field.onValueChange}
		/>
	);
}

interface Option<Value extends string> {
	readonly value: Value;
	readonly label: string;
	readonly hint?: ReactNode;
	/** Behind the words, such as its key. */
	readonly mark?: ReactNode;
}

interface RadioFieldProps<Value extends string> {
	readonly field: FieldState<Value | null>;
	readonly legend: string;
	readonly hideLegend?: boolean;
	readonly options: readonly Option<Value>[];
	/** Puts the hint under the words, for hints of a sentence. */
	readonly stacked?: boolean;
}

/** One of a few, each with a line of explanation. */
export function RadioField<Value extends string>({
	field,
	legend,
	hideLegend = false,
	options,
	stacked = false,
}: RadioFieldProps<Value>) {
	return (
		<fieldset {...grouped(field)}>
			<legend className={hideLegend ? "sr-only" : "mb-1 font-medium"}>{legend}</legend>
			{options.map(({ value, label, hint, mark }) => (
				<label
					key={value}
					className={cx(
						"flex min-h-9 gap-2.5 rounded-md px-2 py-1 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus",
						stacked ? "items-start" : "items-center",
						value === field.value && "bg-selected hover:bg-selected",
					)}
				>
					<input
						type="radio"
						name={field.id}
						value={value}
						checked={value === field.value}
						onChange={() => field.onValueChange(value)}
						className={cx("size-3.5 shrink-0 accent-accent outline-none", stacked && "mt-1")}
					/>
					<span className="min-w-0 flex-1">
						<span className={cx("font-medium", stacked && "block")}>{label}</span>
						<span className={cx("text-muted text-sm", stacked ? "block" : "ml-2 max-sm:ml-0 max-sm:block")}>
							{hint}
						</span>
					</span>
					{mark}
				</label>
			))}
			<FieldProblem {...field} />
		</fieldset>
	);
}

/** What is wrong with a group of controls. */
export function FieldProblem({ id, error }: Pick<FieldState<unknown>, "id" | "error">) {
	if (error === undefined) return null;
	return (
		<p id={`${id}-problem`} role="alert" className="mt-1 text-red text-sm">
			{error}
		</p>
	);
}
