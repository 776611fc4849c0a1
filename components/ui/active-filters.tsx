"use client";

import { Button } from "./button";
import { Chip } from "./chip";

/** A filter that holds, and the change of the address that takes it away. */
export interface ActiveFilter<Patch> {
	readonly key: string;
	/** As it is shown. */
	readonly text: string;
	readonly without: Patch;
}

interface ActiveFiltersProps<Patch> {
	readonly filters: readonly ActiveFilter<Patch>[];
	readonly onChange: (patch: Patch) => void;
	readonly onClear: () => void;
}

/** The filters that hold, each with the way out of it. */
export function ActiveFilters<Patch>({ filters, onChange, onClear }: ActiveFiltersProps<Patch>) {
	return (
		<fieldset aria-label="Active filters" className="flex flex-wrap items-center gap-1.5 px-3 pb-2 sm:px-4">
			{filters.map(({ key, text, without }) => (
				<Chip key={key} removeLabel={`Remove filter ${text}`} onRemove={() => onChange(without)}>
					<bdi>{text}</bdi>
				</Chip>
			))}
			<Button variant="ghost" className="h-6" onClick={onClear}>
				Clear
			</Button>
		</fieldset>
	);
}
