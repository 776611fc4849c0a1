import { z } from "zod";
import { namedPerson } from "@/lib/core/answer";

export const casePeople = z.object({ items: z.array(namedPerson) });
export type CasePeople = z.infer<typeof casePeople>;
