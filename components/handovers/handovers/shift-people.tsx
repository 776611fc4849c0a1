"use client";

import { X } from "lucide-react";
import { useCasePeople } from "@/components/cases/cases/queries";
import { buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { visibleText } from "@/lib/core/visible-text";
import { RECEIVERS_LIMIT } from "@/lib/platform/shifts/shift-rules";
import type { PlannedShift } from "@/lib/platform/shifts/shifts";

interface ShiftPeopleProps {
	readonly id: string;
	readonly shift: PlannedShift;
	readonly error: string | undefined;
	readonly onChange: (people: readonly string[]) => void;
}

/** Who leads a shift, and so receives what is handed over to it. */
export function ShiftPeople({ id, shift, error, onChange }: ShiftPeopleProps) {
	const { data: people = [] } = useCasePeople();
	const chosen = shift.people ?? [];
	const name = (personId: string) =>
		people.find((person) => person.id === personId)?.name ?? "Unknown person";
	const left = people.filter((person) => !chosen.includes(person.id));
	return (
		<div className="order-3 col-span-full sm:mb-2">
			<Field id={id} label="Leads" error={error}>
				<div className="flex flex-wrap items-center gap-1.5">
					{chosen.map((personId) => (
						<button
							key={personId}
							type="button"
							aria-label={`Remove ${visibleText(name(personId))} from ${visibleText(shift.name || "the shift")}`}
							onClick={() => onChange(chosen.filter((other) => other !== personId))}
							className={cx(buttonClass("secondary"), "font-normal")}
						>
							<bdi>{name(personId)}</bdi>
							<X aria-hidden className="size-3.5 text-muted" />
						</button>
					))}
					{left.length === 0 || chosen.length >= RECEIVERS_LIMIT ? null : (
						<Select
							id={id}
							label={`Add a lead to ${shift.name || "the shift"}`}
							value=""
							onValueChange={(personId) => personId !== "" && onChange([...chosen, personId])}
							options={[
								{ value: "", label: "Add a lead" },
								...left.map((person) => ({ value: person.id, label: person.name })),
							]}
						/>
					)}
				</div>
			</Field>
		</div>
	);
}
