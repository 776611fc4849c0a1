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
