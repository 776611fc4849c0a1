import type { HandoverNote } from "@/lib/platform/db/generated/client.ts";

/** What is carried over from one handover to the next until it is changed. */
const CARRIED = ["stability", "contingency", "note"] as const satisfies readonly (keyof HandoverNote)[];

/** Fields of a note: all of them that somebody may set. */
export type NoteFields = Partial<
	Pick<HandoverNote, "stability" | "position" | "note" | "contingency" | "explanation" | "omission">
>;

/** What a write sets of a note. Anyone who changes what was carried over says it again, in this handover. */
export function noteFields(
	known: HandoverNote | undefined,
	said: { readonly [Field in keyof NoteFields]: NoteFields[Field] | undefined },
): NoteFields & { readonly saidIn?: null } {
	const fields: NoteFields = Object.fromEntries(
		Object.entries(said).filter(([, value]) => value !== undefined),
	);
	const changed = CARRIED.some((field) => said[field] !== undefined && said[field] !== known?.[field]);
	return changed ? { ...fields, saidIn: null } : fields;
}
