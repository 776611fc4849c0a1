"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { type Choices, withAll, withOption } from "./choices";

interface ChoicesFieldProps {
	readonly id: string;
	readonly legend: string;
	/** What choosing all is called, such as "All workspaces". */
	readonly all: string;
	readonly options: readonly { readonly value: string; readonly label: string }[];
	readonly value: Choices;
	readonly error?: string | undefined;
	readonly onChange: (value: Choices) => void;
}

/** All of something, or only what is ticked. */
export function ChoicesField({ id, legend, all, options, value, error, onChange }: ChoicesFieldProps) {
	const values = options.map((option) => option.value);
	return (
		<fieldset aria-describedby={error === undefined ? undefined : `${id}-problem`}>
			<legend className="mb-1.5 font-medium">{legend}</legend>
			<div className="flex flex-col gap-1.5">
				<Checkbox
					id={`${id}-all`}
					label={all}
					checked={value === "all"}
					onCheckedChange={(checked) => onChange(withAll(checked))}
				/>
				<div className="ml-6 flex flex-col gap-1.5 empty:hidden">
					{options.map((option) => (
						<Checkbox
							key={option.value}
							id={`${id}-${option.value}`}
							label={option.label}
							checked={value === "all" || value.includes(option.value)}
							onCheckedChange={(checked) => onChange(withOption(value, option.value, checked, values))}
						/>
					))}
				</div>
			</div>
			{error === undefined ? null : (
				<p id={`${id}-problem`} role="alert" className="mt-1 text-red text-sm">
					{error}
				</p>
			)}
		</fieldset>
	);
}
