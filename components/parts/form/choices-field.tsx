"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { type Choices, withAll, withOption } from "./choices";
import { FieldProblem, grouped } from "./fields";
import type { FieldState } from "./use-form";

interface ChoicesFieldProps {
	readonly field: FieldState<Choices>;
	readonly legend: string;
	/** What choosing all is called, such as "All workspaces". */
	readonly all: string;
	readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** All of something, or only what is ticked. */
export function ChoicesField({ field, legend, all, options }: ChoicesFieldProps) {
	const { id, value, onValueChange } = field;
	const values = options.map((option) => option.value);
	return (
		<fieldset {...grouped(field)}>
			<legend className="mb-1.5 font-medium">{legend}</legend>
			<div className="flex flex-col gap-1.5">
				<Checkbox
					id={`${id}-all`}
					label={all}
					checked={value === "all"}
					onCheckedChange={(checked) => onValueChange(withAll(checked))}
				/>
				<div className="ml-6 flex flex-col gap-1.5 empty:hidden">
					{options.map((option) => (
						<Checkbox
							key={option.value}
							id={`${id}-${option.value}`}
							label={option.label}
							checked={value === "all" || value.includes(option.value)}
							onCheckedChange={(checked) => onValueChange(withOption(value, option.value, checked, values))}
						/>
					))}
				</div>
			</div>
			<FieldProblem {...field} />
		</fieldset>
	);
}
