"use client";

import { usePreferences } from "@/components/client/preferences";
import { fieldValue } from "@/components/client/time-format";
import { TimeField } from "@/components/parts/form/fields";
import type { FormState } from "@/components/parts/form/use-form";
import { Segments } from "@/components/ui/segments";
import { WINDOW_KINDS, WINDOW_LABEL, type WindowChoice } from "./window-choice";

const DAY = 86_400_000;
/** How far back each preset reaches, in days: where a custom window starts from. */
const DAYS: Record<WindowChoice["kind"], number> = { "24h": 1, "7d": 7, "30d": 30, "90d": 90, custom: 7 };

interface WindowPickerProps {
	readonly form: Pick<FormState<WindowChoice>, "values" | "set" | "field" | "dismiss">;
	/** Offers the spans that end now as well; default true. */
	readonly presets?: boolean;
}

/** The span of time a run looks at: one that ends now, or two times in the zone that times are shown in. */
export function WindowPicker({ form, presets = true }: WindowPickerProps) {
	const { zone } = usePreferences();
	const value = form.values;
	const change = (changed: Partial<WindowChoice>) => {
		form.set(changed);
		// Half a time, or one of two that is still to follow, is no fault yet.
		form.dismiss();
	};
	const field = (name: "from" | "to") => ({
		...form.field(name),
		onValueChange: (text: string) => change({ [name]: text }),
	});
	const choose = (kind: WindowChoice["kind"]) => {
		if (kind !== "custom" || value.from !== "" || value.to !== "") return change({ kind });
		const now = new Date();
		change({
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
				<div className="flex flex-wrap gap-3 *:w-56 max-sm:*:w-full">
					<TimeField field={field("from")} label="From" hint={`In ${zone}`} />
					<TimeField field={field("to")} label="Until, not included" hint={`In ${zone}`} />
				</div>
			) : null}
		</div>
	);
}
