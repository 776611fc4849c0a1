import { AppError, changedSince } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Transaction } from "@/lib/platform/db/client";
import type { PersonDto } from "./people-schema";
import { kindOf, personSelect, toPerson } from "./person-dto";

/** A person as a change finds them. One query after the other: a transaction has one connection. */
export async function findPerson(tx: Transaction, id: string) {
	const row = await tx.person.findUnique({
		where: { id },
		select: {
			id: true,
			version: true,
			name: true,
			login: true,
			role: true,
			workspaces: true,
			disabledAt: true,
			linkedToId: true,
		},
	});
	if (row === null) throw new AppError("not_found", "Person not found.");
	const password = (await tx.localCredential.count({ where: { personId: id } })) > 0;
	const provider = (await tx.providerIdentity.count({ where: { personId: id } })) > 0;
	return { ...row, kind: kindOf({ ...row, password, provider }) };
}

/**
 * Compares the version that a change was begun over with the person as they are, locked.
 * @throws AppError `conflict` (with `person`) when somebody has changed them since
 */
export async function requirePersonVersion(
	tx: Transaction,
	ctx: Context,
	{ id, version }: { readonly id: string; readonly version: number },
	seen: number | undefined,
): Promise<void> {
	if (seen === undefined || seen === version) return;
	const row = await tx.person.findUniqueOrThrow({ where: { id }, select: personSelect(ctx.now()) });
	throw changedSince(
		"this person",
		{ person: toPerson(row, ctx.actor) },
		"Check what they changed, then change it again.",
	);
}

export type FoundPerson = Awaited<ReturnType<typeof findPerson>>;

/** A person as the list has them. @throws AppError `not_found` */
export async function getPerson(ctx: Context, id: string): Promise<PersonDto> {
	authorize(ctx.actor, "people.read");
	const row = await ctx.db.person.findUnique({ where: { id }, select: personSelect(ctx.now()) });
	if (row === null) throw new AppError("not_found", "Person not found.");
	return toPerson(row, ctx.actor);
}
