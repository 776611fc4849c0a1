import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { endAccess } from "./end-access";
import { findLogin } from "./find-login";
import { requireManageable } from "./grant";
import { hashPassword, oneTimePassword } from "./password";
import { lockCredential, lockPeople, lockPerson } from "./people-lock";
import { requireStillActing } from "./still-acting";

const input = z.strictObject({
	login: z.string(),
	/** Takes the authenticator app away as well, for anyone who has lost it. */
	withoutCode: z.boolean().default(false),
});

/**
 * Gives a local person a new password that has to be changed when it is first used, and ends their sessions and API tokens.
 * @returns the password, kept nowhere else
 * @throws AppError `not_found`, `conflict` for somebody who signs in at the provider, `forbidden` for somebody who has
 *   more than the actor
 */
export async function resetPassword(ctx: Context, body: z.input<typeof input>): Promise<string> {
	authorize(ctx.actor, "people.manage");
	const { login, withoutCode } = parseInput(input, body);
	const password = oneTimePassword();
	const passwordHash = await hashPassword(password);
	await ctx.db.$transaction(async (tx) => {
		await lockPeople(tx);
		await requireStillActing(tx, ctx);
		const person = await findLogin(tx, login);
		requireManageable(ctx.actor, person);
		await lockPerson(tx, person.id);
		const credential = await lockCredential(tx, person.id);
		if (credential === null) {
			throw new AppError("conflict", `${person.name} has no password here.`, {
				remedy: "People of the sign-in provider get their password there.",
			});
		}
		await tx.localCredential.update({
			where: { personId: person.id },
			data: {
				passwordHash,
				mustChange: true,
				changedAt: ctx.now(),
				// An app that is only being paired may be that of somebody who knew the password.
				...(withoutCode || credential.totpConfirmedAt === null
					? { totpSecret: null, totpConfirmedAt: null, totpLastStep: null, recoveryHashes: [] }
					: {}),
			},
		});
		await endAccess(tx, person.id, ctx.now());
		await recordAudit(tx, ctx, {
			verb: "people.password",
			target: ["person", person.id],
			after: { by: "reset", withoutCode },
		});
	});
	return password;
}
