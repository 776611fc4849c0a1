"use client";

import { usePreferences } from "@/components/client/preferences";
import { fieldValue } from "@/components/client/time-format";
import { Field } from "@/components/ui/field";
import { Segments } from "@/components/ui/segments";
import { TimeInput } from "@/components/ui/time-input";
import { WINDOW_KINDS, WINDOW_LABEL, type WindowChoice, type WindowFaults } from "./window-choice";

const DAY = 86_400_000;
/** How far back each preset reaches, in days: where a custom window starts from. */
const DAYS: Record<WindowChoice["kind"], number> = { "24h": 1, "7d": 7, "30d": 30, "90d": 90, custom: 7 };

interface WindowPickerProps {
	readonly value: WindowChoice;
	readonly faults: WindowFaults | null;
	readonly onChange: (value: WindowChoice) => void;
	/** Offers the spans that end now as well; default true. */
	readonly presets?: boolean;
}

/** The span of time a run looks at: one that ends now, or two times in the zone that times are shown in. */
export function WindowPicker({ value, faults, onChange, presets = true }: WindowPickerProps) {
	const { zone } = usePreferences();
	const choose = (kind: WindowChoice["kind"]) => {
		if (kind !== "custom") return onChange({ ...value, kind });
		if (value.from !== "" || value.to !== "") return onChange({ ...value, kind });
		const now = new Date();
		onChange({
			kind,
			from: fieldValue(new Date(now.getTime() - DAYS[value.kind] * DAY), zone),
			to: fieldValue(now, zone),
		});
	};
	return (
		<div className="flex min-w-0 flex-col gap-2">
			{presets ? (
				<Segments
					label="Window"
					value={value.kind}
					segments={WINDOW_KINDS.map((kind) => ({ value: kind, label: WINDOW_LABEL[kind] }))}
					onValueChange={choose}
				/>
			) : null}
			{value.kind === "custom" ? (
				<div className="flex flex-wrap gap-3">
					<TimeField
						id="window-from"
						label="From"
						value={value.from}
						fault={faults?.from ?? null}
						hint={`In ${zone}`}
						onChange={(from) => onChange({ ...value, from })}
					/>
					<TimeField
						id="window-to"
						label="Until, not included"
						value={value.to}
						fault={faults?.to ?? null}
						hint={`In ${zone}`}
						onChange={(to) => onChange({ ...value, to })}
					/>
				</div>
			) : null}
		</div>
	);
}

interface TimeFieldProps {
	readonly id: string;
	readonly label: string;
	readonly value: string;
	readonly fault: string | null;
	readonly hint: string;
	readonly onChange: (value: string) => void;
}

function TimeField({ id, label, value, fault, hint, onChange }: TimeFieldProps) {
	return (
		<div className="w-56 max-sm:w-full">
			<Field id={id} label={label} error={fault} hint={hint}>
				<TimeInput
					id={id}
					value={value}
					aria-describedby={`${id}-hint`}
					aria-invalid={fault !== null}
					onValueChange={onChange}
				/>
			</Field>
		</div>
	);
}
