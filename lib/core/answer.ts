import { z } from "zod";

/** What a schema of an answer describes, to be read and not changed. */
export type Answer<Schema extends z.ZodType> = Fixed<z.output<Schema>>;
type Fixed<T> = T extends object ? { readonly [Key in keyof T]: Fixed<T[Key]> } : T;

/** An instant as answers write it: ISO 8601 in UTC. What comes in may have an offset: `instant` in time.ts. */
export const utcInstant = z.iso.datetime();

/** A person by name. */
export const namedPerson = z.object({ id: z.uuid(), name: z.string() });
/** Who did something: a person, or without an id the product. */
export const namedActor = z.object({ id: z.uuid().nullable(), name: z.string() });

type Row<Schema extends z.ZodObject, Source> = {
	[Key in Extract<keyof z.output<Schema>, keyof Source>]: Source[Key] extends Date | null
		? Exclude<Source[Key], Date> | string
		: Source[Key];
};

/**
 * The members of an answer that a row of the database holds under the same names, instants as text. What the row names
 * or keeps otherwise, and text of others that is to be made visible, is the caller's to add.
 */
export function fromRow<Schema extends z.ZodObject, Source extends object>(schema: Schema, source: Source) {
	const members = Object.entries(source).filter(([name]) => Object.hasOwn(schema.shape, name));
	return Object.fromEntries(
		members.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : value]),
	) as Row<Schema, Source>;
}
