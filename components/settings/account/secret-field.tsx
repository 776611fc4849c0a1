import type { ReactNode } from "react";
import { Field, Input } from "@/components/ui/field";

interface SecretFieldProps {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly onValue: (value: string) => void;
	readonly autoComplete: "current-password" | "new-password" | "one-time-code";
	readonly hint?: ReactNode;
	readonly error?: string | undefined;
	/** Takes the focus when it appears: somebody has just asked for it. */
	readonly focus?: boolean;
}

/** A password, hidden as it is typed, or a code of one time, which is not. */
export function SecretField({
	id,
	label,
	value,
	onValue,
	autoComplete,
	hint,
	error,
	focus = false,
}: SecretFieldProps) {
	return (
		<Field id={id} label={label} hint={hint} error={error}>
			<Input
				id={id}
				type={autoComplete === "one-time-code" ? "text" : "password"}
				autoComplete={autoComplete}
				autoFocus={focus}
				value={value}
				aria-invalid={error !== undefined}
				aria-describedby={`${id}-hint`}
				onChange={(event) => onValue(event.target.value)}
			/>
		</Field>
	);
}
