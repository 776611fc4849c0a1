"use client";

import { useState } from "react";
import { usePreferences } from "@/components/client/preferences";
import { fieldValue, instantInZone } from "@/components/client/time-format";
import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { TimeInput } from "@/components/ui/time-input";
import type { CaseChange, CaseDetail } from "@/lib/cases/cases/schema";
import { CASE_LIMITS, TLPS, type Tlp } from "@/lib/cases/record/rules";
import { CASE_SEVERITIES, type CaseSeverity } from "@/lib/core/case-status";
import { fieldText, personFields } from "./field-text";
import { CASE_SEVERITY, TLP_LOOK } from "./looks";
import { useCasePeople } from "./queries";
import type { CaseChanges } from "./use-case-change";

/** Which fields are asked for together. */
export type FieldGroup = "next" | "story" | "fields";

const GROUPS: Record<FieldGroup, { readonly title: string; readonly fields: readonly FieldName[] }> = {
	next: {
		title: "Next action",
		fields: ["nextAction", "nextActionOwnerId", "nextActionAt", "waitingFor"],
	},
	story: { title: "What we know and suspect", fields: ["known", "hypothesis"] },
	fields: {
		title: "Fields",
		fields: ["title", "severity", "tlp", "dueAt", "tags", "tactics", "techniques"],
	},
};

type FieldName = Exclude<keyof CaseChange, "version" | "ownerId">;

const NOBODY = "nobody";

/** A field's value as its control holds it: times on the person's clock. */
function asText(of: CaseDetail, field: FieldName, zone: string): string {
	const value = { ...of, ...personFields(of) }[field];
	if (Array.isArray(value)) return value.join(", ");
	if (field === "dueAt" || field === "nextActionAt")
		return typeof value === "string" ? fieldValue(new Date(value), zone) : "";
	return typeof value === "string" ? value : "";
}

/** What was typed as the API takes it. */
function asValue(field: FieldName, text: string, zone: string): unknown {
	switch (field) {
		case "tags":
		case "tactics":
		case "techniques":
			return [...new Set(text.split(",").map((part) => part.trim()))].filter((part) => part !== "");
		case "dueAt":
		case "nextActionAt":
			return text === "" ? null : (instantInZone(text, zone)?.toISOString() ?? null);
		case "nextActionOwnerId":
		case "nextAction":
		case "waitingFor":
			return text.trim() === "" || text === NOBODY ? null : text.trim();
		default:
			return text.trim();
	}
}

interface FieldsDialogProps {
	readonly of: CaseDetail;
	readonly group: FieldGroup;
	readonly changes: CaseChanges;
	readonly onClose: () => void;
}

/** Asks for some fields of a case. Only what was changed is sent. */
export function FieldsDialog({ of, group, changes, onClose }: FieldsDialogProps) {
	const { title, fields } = GROUPS[group];
	// The case as it was when the dialog opened: what is sent is what the person saw and changed.
	const [seen] = useState(of);
	const { zone } = usePreferences();
	const [texts, setTexts] = useState(() =>
		Object.fromEntries(fields.map((name) => [name, asText(of, name, zone)])),
	);
	const changed = fields.filter((name) => texts[name] !== asText(seen, name, zone));
	const people = useCasePeople();
	const inWords = (name: FieldName, value: unknown) => fieldText(name, value, people.data ?? []);
	const theirChanges = fields
		.filter((name) => asText(of, name, zone) !== asText(seen, name, zone))
		.map((name) => ({
			label: LABEL[name],
			theirs: inWords(name, asValue(name, asText(of, name, zone), zone)),
			mine: inWords(name, asValue(name, texts[name] ?? "", zone)),
		}));
	const save = () => {
		onClose();
		if (changed.length === 0) return;
		const pairs = (read: (name: FieldName) => string) =>
			Object.fromEntries(changed.map((name) => [name, asValue(name, read(name), zone)]));
		changes.change({
			of: seen,
			wish: { kind: "fields", fields: pairs((name) => texts[name] ?? "") },
			done: `${title} changed`,
			back: { kind: "fields", fields: pairs((name) => asText(seen, name, zone)) },
		});
	};
	return (
		<Dialog
			open
			onOpenChange={(open) => !open && onClose()}
			title={title}
			footer={
				<>
					<Button size="md" onClick={onClose}>
						Cancel
					</Button>
					<Button size="md" variant="primary" type="submit" form="case-fields">
						Save
					</Button>
				</>
			}
		>
			<form
				id="case-fields"
				className="flex flex-col gap-3"
				onSubmit={(event) => {
					event.preventDefault();
					save();
				}}
			>
				{of.version > seen.version ? (
					<ChangedNotice what="case" refused={false} differences={theirChanges} />
				) : null}
				{fields.map((name) => (
					<FieldControl
						key={name}
						name={name}
						holder={seen.nextActionOwner}
						text={texts[name] ?? ""}
						onText={(text) => setTexts((known) => ({ ...known, [name]: text }))}
					/>
				))}
			</form>
		</Dialog>
	);
}

const LABEL: Record<FieldName, string> = {
	title: "Title",
	severity: "Severity",
	tlp: "TLP",
	dueAt: "Due",
	tags: "Tags",
	tactics: "Tactics",
	techniques: "Techniques",
	known: "What we know",
	hypothesis: "Working hypothesis",
	nextAction: "What is the next action?",
	nextActionOwnerId: "Who does it?",
	nextActionAt: "By when?",
	waitingFor: "Whose answer are you waiting for?",
};

interface FieldControlProps {
	readonly name: FieldName;
	/** Who has the next action now, also where they could not be given it any more. */
	readonly holder: CaseDetail["nextActionOwner"];
	readonly text: string;
	readonly onText: (text: string) => void;
}

function FieldControl({ name, holder, text, onText }: FieldControlProps) {
	const id = `case-${name}`;
	const people = useCasePeople();
	const { zone } = usePreferences();
	const common = { id, value: text, "aria-describedby": `${id}-hint` };
	const on = (event: { readonly target: { readonly value: string } }) => onText(event.target.value);
	switch (name) {
		case "severity":
			return (
				<Field id={id} label={LABEL[name]}>
					<Select<CaseSeverity>
						id={id}
						label={LABEL[name]}
						value={text as CaseSeverity}
						onValueChange={onText}
						options={CASE_SEVERITIES.map((value) => ({ value, label: CASE_SEVERITY[value].label }))}
					/>
				</Field>
			);
		case "tlp":
			return (
				<Field
					id={id}
					label={LABEL[name]}
					hint="Marks the report, exports and the Sentinel incident. It doesn’t restrict who can open the case: roles do."
				>
					<Select<Tlp>
						id={id}
						label={LABEL[name]}
						value={text as Tlp}
						onValueChange={onText}
						options={TLPS.map((value) => ({ value, label: TLP_LOOK[value].label }))}
					/>
				</Field>
			);
		case "nextActionOwnerId":
			return (
				<Field id={id} label={LABEL[name]}>
					<Select
						id={id}
						label={LABEL[name]}
						value={text === "" ? NOBODY : text}
						onValueChange={onText}
						options={[
							{ value: NOBODY, label: "Unassigned" },
							...withHolder(people.data ?? [], holder).map(({ id: value, name: label }) => ({
								value,
								label,
							})),
						]}
					/>
				</Field>
			);
		case "known":
		case "hypothesis":
			return (
				<Field id={id} label={LABEL[name]}>
					<Textarea {...common} rows={6} maxLength={CASE_LIMITS.text} onChange={on} />
				</Field>
			);
		case "dueAt":
		case "nextActionAt":
			return (
				<Field id={id} label={`${LABEL[name]} (${zone})`}>
					<TimeInput {...common} onValueChange={onText} />
				</Field>
			);
		case "tags":
		case "tactics":
		case "techniques":
			return (
				<Field id={id} label={LABEL[name]} hint="Separated by commas.">
					<Input {...common} onChange={on} />
				</Field>
			);
		default:
			return (
				<Field id={id} label={LABEL[name]}>
					<Input
						{...common}
						maxLength={name === "title" ? CASE_LIMITS.title : CASE_LIMITS.action}
						required={name === "title"}
						onChange={on}
					/>
				</Field>
			);
	}
}

/** Who can be chosen, with who has it now. */
function withHolder(
	people: readonly { readonly id: string; readonly name: string }[],
	holder: CaseDetail["nextActionOwner"],
): readonly { readonly id: string; readonly name: string }[] {
	if (holder === null || holder.id === null || people.some(({ id }) => id === holder.id)) return people;
	return [...people, { id: holder.id, name: holder.name }];
}
