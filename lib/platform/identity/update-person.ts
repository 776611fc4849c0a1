import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import { actorRecord } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { endAccess } from "./end-access";
import { type FoundPerson, findPerson, getPerson, requirePersonVersion } from "./find-person";
import { grantable, requireGrantableRole, requireManageable } from "./grant";
import { requireKnownWorkspaces } from "./known-workspaces";
import { keepAdministrator, lockPeople } from "./people-lock";
import { type PersonChange, type PersonDto, personChange } from "./people-schema";
import { requireStillActing } from "./still-acting";

/**
 * Changes a person's role or workspaces, or whether they may sign in. It holds from the next request on; disabling
 * ends their sessions and tokens for good.
 * @throws AppError `not_found`; `conflict` when somebody has changed them since (with `person`), for oneself, for whom
 *   nobody can sign in as, for a role that the provider gives, and when nobody would be left to manage people;
 *   `forbidden` for a role or workspaces beyond the actor's own, and for somebody who has more than the actor
 */
export async function updatePerson(ctx: Context, personId: string, input: PersonChange): Promise<PersonDto> {
	authorize(ctx.actor, "people.manage");
	const id = parseInput(z.uuid(), personId);
	const wanted = parseInput(personChange, input);
	if (wanted.role !== undefined) requireGrantableRole(ctx.actor, wanted.role);
	const workspaces = wanted.workspaces === undefined ? undefined : grantable(ctx.actor, wanted.workspaces);
	await requireKnownWorkspaces(ctx, workspaces ?? []);
	const now = ctx.now();
	await ctx.db.$transaction(async (tx) => {
		await lockPeople(tx);
		await requireStillActing(tx, ctx);
		const before = await findPerson(tx, id);
		requireManageable(ctx.actor, before);
		requireChangeable(ctx, before, wanted);
		await requirePersonVersion(tx, ctx, before, wanted.version);
		await keepAdministrator(tx, () =>
			tx.person.update({
				where: { id },
				data: {
					version: { increment: 1 },
					...(wanted.role === undefined ? {} : { role: wanted.role }),
					...(workspaces === undefined ? {} : { workspaces }),
					...(wanted.disabled === undefined
						? {}
						: { disabledAt: wanted.disabled ? (before.disabledAt ?? now) : null }),
				},
			}),
		);
		if (wanted.disabled === true) await endAccess(tx, id, now);
		await recordAudit(tx, ctx, {
			verb: "people.update",
			target: ["person", id],
			before: standing(before),
			after: standing(await findPerson(tx, id)),
		});
	});
	return await getPerson(ctx, id);
}

function requireChangeable(ctx: Context, row: FoundPerson, wanted: PersonChange): void {
	const refuse = (message: string, remedy: string) => new AppError("conflict", message, { remedy });
	if (row.kind === "local") {
		throw refuse(
			"The local administrator is anyone while no sign-in is set up, and can't be changed.",
			"Set up sign-in: that turns the local administrator off.",
		);
	}
	if (row.kind === "name") {
		throw refuse("No one can sign in under this name.", "Link it to the person it was.");
	}
	if (row.id === actorRecord(ctx.actor).actorId) {
		throw refuse("This is yourself.", "Ask another administrator, so that no one locks themselves out.");
	}
	if (wanted.role !== undefined && wanted.role !== row.role && row.kind === "provider" && config().oidc) {
		throw refuse("Their role comes from the sign-in provider.", "Change their group or role there.");
	}
}

function standing({ role, workspaces, disabledAt }: FoundPerson) {
	return { role, workspaces, disabled: disabledAt !== null };
}
