import { z } from "zod";
import type { PersonDto } from "./people";

/** A person as the API shows them. */
export const personAnswer = z
	.object({ id: z.uuid(), name: z.string(), verified: z.boolean() })
	.meta({ id: "Person" }) satisfies z.ZodType<PersonDto>;
