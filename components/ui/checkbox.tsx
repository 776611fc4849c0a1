import type { ReactNode } from "react";

interface CheckboxProps {
	readonly id: string;
	readonly label: ReactNode;
	readonly hint?: ReactNode;
	readonly checked: boolean;
	readonly disabled?: boolean;
	readonly onCheckedChange: (checked: boolean) => void;
}

/** A yes or no with its words; a press on the words counts. */
export function Checkbox({ id, label, hint, checked, disabled = false, onCheckedChange }: CheckboxProps) {
	return (
		<div className="flex items-start gap-2">
			<input
				id={id}
				type="checkbox"
				className="check mt-0.5"
				checked={checked}
				disabled={disabled}
				aria-describedby={hint === undefined ? undefined : `${id}-hint`}
				onChange={(event) => onCheckedChange(event.target.checked)}
			/>
			<div className="min-w-0">
				<label htmlFor={id} className="font-medium">
					{label}
				</label>
				{hint === undefined ? null : (
					<p id={`${id}-hint`} className="text-muted text-sm">
						{hint}
					</p>
				)}
			</div>
		</div>
	);
}
