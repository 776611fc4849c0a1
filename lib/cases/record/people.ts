import { fieldError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { Database, Transaction } from "@/lib/platform/db/client";
import type { Prisma } from "@/lib/platform/db/generated/client.ts";
import { withoutIdleAdministrator } from "@/lib/platform/identity/local-administrator";
import type { CasePeople } from "./people-schema";

/**
 * Who can own or watch something here: who has a role that works on cases and is not locked out. The local
 * administrator is one of them only while no sign-in is set up: after that no one can act as it.
 */
async function able(db: Database | Transaction) {
	return {
		disabledAt: null,
		role: { in: ["analyst", "lead", "admin"] },
		...(await withoutIdleAdministrator(db)),
	} satisfies Prisma.PersonWhereInput;
}

/** People who can be given a case, its next action or a task, by name. */
export async function listCasePeople(ctx: Context): Promise<CasePeople> {
	authorize(ctx.actor, "cases.read");
	const items = await ctx.db.person.findMany({
		where: await able(ctx.db),
		select: { id: true, name: true },
		orderBy: [{ name: "asc" }, { id: "asc" }],
		take: 2_000,
	});
	return { items };
}

/**
 * The name of somebody who is given something of a case; null for nobody.
 * @throws AppError `invalid_input` at `field` for who may not work on cases of this workspace
 */
export async function namedPerson(
	tx: Transaction,
	workspaceId: string,
	personId: string | null,
	field: string,
): Promise<string | null> {
	if (personId === null) return null;
	const person = await tx.person.findFirst({
		where: {
			id: personId,
			...(await able(tx)),
			OR: [{ workspaces: { isEmpty: true } }, { workspaces: { has: workspaceId } }],
		},
		select: { name: true },
	});
	if (person !== null) return person.name;
	const message = "The person with this id can't work on this case.";
	throw fieldError(field, message, `${field}: ${message}`);
}
