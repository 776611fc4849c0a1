"use client";

import { Checkbox } from "@/components/ui/checkbox";

interface ChoicesFieldProps {
	readonly id: string;
	readonly legend: string;
	/** What no choice means, such as "All workspaces". */
	readonly all: string;
	readonly options: readonly { readonly value: string; readonly label: string }[];
	/** Empty: all. */
	readonly value: readonly string[];
	readonly error?: string | undefined;
	readonly onChange: (value: readonly string[]) => void;
}

/** All of something, or only what is ticked. */
export function ChoicesField({ id, legend, all, options, value, error, onChange }: ChoicesFieldProps) {
	const limited = value.length > 0;
	return (
		<fieldset aria-describedby={error === undefined ? undefined : `${id}-problem`}>
			<legend className="mb-1.5 font-medium">{legend}</legend>
			<div className="flex flex-col gap-1.5">
				<Checkbox
					id={`${id}-all`}
					label={all}
					checked={!limited}
					onCheckedChange={(checked) => onChange(checked ? [] : options.map((option) => option.value))}
				/>
				<div className="ml-6 flex flex-col gap-1.5 empty:hidden">
					{limited
						? options.map((option) => (
								<Checkbox
									key={option.value}
									id={`${id}-${option.value}`}
									label={option.label}
									checked={value.includes(option.value)}
									// The last one stays: none would mean all.
									disabled={value.length === 1 && value[0] === option.value}
									onCheckedChange={(checked) =>
										onChange(checked ? [...value, option.value] : value.filter((one) => one !== option.value))
									}
								/>
							))
						: null}
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
