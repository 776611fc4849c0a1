import type { ComponentProps, ReactNode, Ref } from "react";
import { cx } from "./cx";

const INPUT =
	"w-full rounded-md border border-control bg-canvas px-2.5 text-fg placeholder:text-faint aria-invalid:border-red disabled:opacity-50";

export function Input({
	className,
	ref,
	...props
}: Omit<ComponentProps<"input">, "ref"> & { ref?: Ref<HTMLInputElement> }) {
	return <input ref={ref ?? null} {...props} className={cx(INPUT, "h-8", className)} />;
}

export function Textarea({
	className,
	ref,
	...props
}: Omit<ComponentProps<"textarea">, "ref"> & { ref?: Ref<HTMLTextAreaElement> }) {
	return <textarea ref={ref ?? null} rows={3} {...props} className={cx(INPUT, "block py-1.5", className)} />;
}

interface FieldProps {
	readonly id: string;
	readonly label: ReactNode;
	readonly hint?: ReactNode;
	readonly error?: string | null | undefined;
	readonly children: ReactNode;
}

/** A labelled control. Give the control `id`, and `aria-describedby={`${id}-hint`}` where there is hint or error. */
export function Field({ id, label, hint, error, children }: FieldProps) {
	return (
		<div className="flex flex-col gap-1">
			<label htmlFor={id} className="font-medium">
				{label}
			</label>
			{children}
			<p
				id={`${id}-hint`}
				className={cx("text-sm empty:hidden", error ? "text-red" : "text-muted")}
				role={error ? "alert" : undefined}
			>
				{error || hint}
			</p>
		</div>
	);
}
