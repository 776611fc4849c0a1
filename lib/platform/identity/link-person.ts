import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { findPerson, getPerson, requirePersonVersion } from "./find-person";
import { requireManageable } from "./grant";
import { lockPeople } from "./people-lock";
import { linkInput, type PersonDto } from "./people-schema";
import { requireStillActing } from "./still-acting";

/**
 * Links an unverified name to a person, or takes that back. What was recorded under the name stays as it was
 * recorded; where it is shown, it says who that is.
 * @throws AppError `not_found`, `conflict` for anything but a name, or a link to one, and when somebody has changed it
 *   since (with `person`)
 */
export async function linkPerson(
	ctx: Context,
	nameId: string,
	input: z.input<typeof linkInput>,
): Promise<PersonDto> {
	authorize(ctx.actor, "people.manage");
	const id = parseInput(z.uuid(), nameId);
	const { to, version } = parseInput(linkInput, input);
	await ctx.db.$transaction(async (tx) => {
		await lockPeople(tx);
		await requireStillActing(tx, ctx);
		const name = await findPerson(tx, id);
		if (name.kind !== "name") {
			throw new AppError("conflict", "Only a name from before sign-in can be linked to a person.");
		}
		await requirePersonVersion(tx, ctx, name, version);
		const person = to === null ? null : await findPerson(tx, to);
		if (person !== null && ["name", "local"].includes(person.kind)) {
			throw new AppError("conflict", "A name is linked to a person who signs in.");
		}
		if (person !== null) requireManageable(ctx.actor, person);
		const before = name.linkedToId === null ? null : await findPerson(tx, name.linkedToId);
		await tx.person.update({ where: { id }, data: { linkedToId: to, version: { increment: 1 } } });
		if (before !== null) requireManageable(ctx.actor, before);
		const told = (who: { id: string; name: string } | null) => ({
			linkedTo: who?.name ?? null,
			id: who?.id ?? null,
		});
		await recordAudit(tx, ctx, {
			verb: "people.link",
			target: ["person", id],
			before: told(before),
			after: told(person),
		});
	});
	return await getPerson(ctx, id);
}
