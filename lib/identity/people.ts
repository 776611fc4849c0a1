import { z } from "zod";
import { recordAudit } from "@/lib/audit/record";
import type { Context } from "@/lib/context";
import type { Database } from "@/lib/db/client";
import { parseInput } from "@/lib/http/parse";
import type { Actor } from "./actor";
import { authorize } from "./permissions";

/** No control, bidirectional or zero-width characters: a name is shown beside every decision. */
const name = z
	.string()
	.trim()
	.min(1, "Write a name.")
	.max(80, "At most 80 characters.")
	.regex(/^[^\p{Cc}\p{Cf}]*$/u, "Only letters, digits, spaces and punctuation.");

export const personInput = z.strictObject({ name });

export interface PersonDto {
	readonly id: string;
	readonly name: string;
	readonly verified: boolean;
}

/** Registers the name somebody chose at first visit. It is unverified: nothing but their word stands behind it. */
export async function createPerson(ctx: Context, input: unknown): Promise<PersonDto> {
	authorize(ctx.actor, "people.create");
	const fields = parseInput(personInput, input);
	return ctx.db.$transaction(async (tx) => {
		const person = await tx.person.create({ data: { name: fields.name } });
		await recordAudit(tx, ctx, [
			{ verb: "people.create", targetKind: "person", targetId: person.id, after: { name: person.name } },
		]);
		return { id: person.id, name: person.name, verified: person.verified };
	});
}

/** The actor behind the id a browser keeps; a visitor when there is none or it is unknown. */
export async function actorById(db: Database, id: string | null): Promise<Actor> {
	if (id === null || !z.uuid().safeParse(id).success) return { kind: "visitor" };
	const person = await db.person.findUnique({ where: { id } });
	if (!person) return { kind: "visitor" };
	return { kind: "person", id: person.id, name: person.name, verified: person.verified };
}
