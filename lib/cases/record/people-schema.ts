import { z } from "zod";

export const casePeople = z.object({ items: z.array(z.object({ id: z.uuid(), name: z.string() })) });
export type CasePeople = z.infer<typeof casePeople>;
