"use client";

import { usePersonOptions } from "@/components/cases/cases/queries";
import { SelectField, TextField, TimeField } from "@/components/parts/form/fields";
import { useClockText } from "@/components/parts/form/use-clock-text";
import type { FormState } from "@/components/parts/form/use-form";
import { cx } from "@/components/ui/cx";
import { CASE_LIMITS } from "@/lib/cases/record/rules";

/** A next action as its fields hold it: nobody and no time are empty. */
export interface NextActionValues {
	readonly action: string;
	readonly owner: string;
	readonly at: string;
}

interface NextActionFieldsProps {
	readonly field: FormState<NextActionValues>["field"];
	/** What choosing nobody is called. */
	readonly none: string;
	readonly className: string;
}

/** What is done next, by whom, and until when. */
export function NextActionFields({ field, none, className }: NextActionFieldsProps) {
	const { zone } = useClockText();
	return (
		<div className={cx("grid", className)}>
			<TextField field={field("action")} label="Next action" maxLength={CASE_LIMITS.action} />
			<SelectField
				field={field("owner")}
				label="Owner"
				name="Owner of the next action"
				options={usePersonOptions(none)}
				className="h-8 w-full"
			/>
			<TimeField field={field("at")} label={`Until (${zone})`} />
		</div>
	);
}
