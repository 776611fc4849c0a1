"use client";

import { ChangedNotice } from "@/components/parts/conflict/changed-notice";
import { differences } from "@/components/parts/conflict/differences";
import { SelectField, TextareaField, TextField, TimeField } from "@/components/parts/form/fields";
import { FormDialog } from "@/components/parts/form/form";
import { useClockText } from "@/components/parts/form/use-clock-text";
import { type FieldState, useForm } from "@/components/parts/form/use-form";
import type { CaseChange, CaseDetail } from "@/lib/cases/cases/schema";
import { CASE_LIMITS, TLPS } from "@/lib/cases/record/rules";
import { CASE_SEVERITIES } from "@/lib/core/case-status";
import { fieldText, personFields } from "./field-text";
import { CASE_SEVERITY, TLP_LOOK } from "./looks";
import { useCasePeople, usePersonOptions } from "./queries";
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

type Clock = ReturnType<typeof useClockText>;

/** A field's value as its control holds it: times on the person's clock. */
function asText(of: CaseDetail, field: FieldName, clock: Clock): string {
	const value = { ...of, ...personFields(of) }[field];
	if (Array.isArray(value)) return value.join(", ");
	const text = typeof value === "string" ? value : "";
	return (field === "dueAt" || field === "nextActionAt") && text !== "" ? clock.toText(text) : text;
}

/** What was typed as the API takes it. */
function asValue(field: FieldName, text: string, clock: Clock): unknown {
	switch (field) {
		case "tags":
		case "tactics":
		case "techniques":
			return [...new Set(text.split(",").map((part) => part.trim()))].filter((part) => part !== "");
		case "dueAt":
		case "nextActionAt":
			return clock.toInstant(text);
		case "nextActionOwnerId":
		case "nextAction":
		case "waitingFor":
			return text.trim() || null;
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
	const clock = useClockText();
	const people = useCasePeople();
	const textsOf = (one: CaseDetail) =>
		Object.fromEntries(fields.map((name) => [name, asText(one, name, clock)])) as Record<FieldName, string>;
	const form = useForm({
		id: "case",
		over: of,
		values: textsOf,
		check: (texts) => ({ title: texts.title?.trim() === "" ? "Enter a title." : null }),
		// The case as it was when the dialog opened: what is sent is what the person saw and changed.
		send: async (mine, seen) => {
			const before = textsOf(seen);
			const changed = fields.filter((name) => mine[name] !== before[name]);
			const wish = (texts: Record<FieldName, string>) => ({
				kind: "fields" as const,
				fields: Object.fromEntries(changed.map((name) => [name, asValue(name, texts[name], clock)])),
			});
			return { seen, count: changed.length, mine: wish(mine), back: wish(before) };
		},
		onSent: ({ seen, count, mine, back }) => {
			onClose();
			if (count > 0) changes.change({ of: seen, wish: mine, done: `${title} changed`, back });
		},
	});
	const { seen, theirs } = form.standing;
	const inWords = (name: FieldName, text: string) =>
		fieldText(name, asValue(name, text, clock), people.data ?? []);
	const theirChanges = (now: CaseDetail) =>
		fields.filter((name) => asText(now, name, clock) !== asText(seen, name, clock));
	return (
		<FormDialog form={form} title={title} submit="Save" className="gap-3" onClose={onClose}>
			{theirs === null ? null : (
				<ChangedNotice
					what="case"
					refused={false}
					differences={differences(
						theirChanges(theirs).map((name) => [
							LABEL[name],
							inWords(name, asText(theirs, name, clock)),
							inWords(name, form.values[name]),
						]),
					)}
				/>
			)}
			{fields.map((name) => (
				<FieldControl key={name} name={name} holder={seen.nextActionOwner} field={form.field(name)} />
			))}
		</FormDialog>
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
	readonly field: FieldState<string>;
}

function FieldControl({ name, holder, field }: FieldControlProps) {
	const { zone } = useClockText();
	const people = usePersonOptions("Unassigned", holder);
	const label = LABEL[name];
	switch (name) {
		case "severity":
			return (
				<SelectField
					field={field}
					label={label}
					options={CASE_SEVERITIES.map((value) => ({ value, label: CASE_SEVERITY[value].label }))}
				/>
			);
		case "tlp":
			return (
				<SelectField
					field={field}
					label={label}
					hint="Marks the report, exports and the Sentinel incident. It doesn’t restrict who can open the case: roles do."
					options={TLPS.map((value) => ({ value, label: TLP_LOOK[value].label }))}
				/>
			);
		case "nextActionOwnerId":
			return <SelectField field={field} label={label} options={people} />;
		case "known":
		case "hypothesis":
			return <TextareaField field={field} label={label} rows={6} maxLength={CASE_LIMITS.text} />;
		case "dueAt":
		case "nextActionAt":
			return <TimeField field={field} label={`${label} (${zone})`} />;
		case "tags":
		case "tactics":
		case "techniques":
			return <TextField field={field} label={label} hint="Separated by commas." />;
		default:
			return (
				<TextField
					field={field}
					label={label}
					maxLength={name === "title" ? CASE_LIMITS.title : CASE_LIMITS.action}
				/>
			);
	}
}
