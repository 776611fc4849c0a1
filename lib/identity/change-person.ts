import { z } from "zod";
import { recordAudit } from "@/lib/audit/record";
import { config } from "@/lib/config";
import type { Context } from "@/lib/context";
import type { Transaction } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { parseInput } from "@/lib/http/parse";
import { endAccess } from "./end-access";
import { findLogin } from "./find-login";
import { lockPeople } from "./people-lock";
import { authorize } from "./permissions";
import { ROLES } from "./rules";

const input = z.strictObject({
	login: z.string(),
	role: z.enum(ROLES, `expected ${ROLES.join(", ")}`).optional(),
	disabled: z.boolean().optional(),
});

/**
 * Changes a person's role, or whether they may sign in. Both hold at once, for the sessions they have as well.
 * @throws AppError `not_found`, `conflict` when nobody would be left to manage people
 */
export async function changePerson(ctx: Context, body: z.input<typeof input>): Promise<void> {
	authorize(ctx.actor, "people.manage");
	const { login, role, disabled } = parseInput(input, body);
	await ctx.db.$transaction(async (tx) => {
		await lockPeople(tx);
		const person = await findLogin(tx, login);
		const now = ctx.now();
		await tx.person.update({
			where: { id: person.id },
			data: {
				...(role === undefined ? {} : { role }),
				...(disabled === undefined ? {} : { disabledAt: disabled ? (person.disabledAt ?? now) : null }),
			},
		});
		await requireAdministrator(tx);
		if (disabled === true) await endAccess(tx, person.id, now);
		const state = (values: { role: string | null; disabled: boolean }) => values;
		const before = state({ role: person.role, disabled: person.disabledAt !== null });
		await recordAudit(tx, ctx, [
			{
				verb: disabled === undefined ? "people.role" : disabled ? "people.disable" : "people.enable",
				targetKind: "person",
				targetId: person.id,
				before,
				after: state({ role: role ?? before.role, disabled: disabled ?? before.disabled }),
			},
		]);
	});
}

/** With a provider, an administrator can come from there; without one, one must be left here. */
async function requireAdministrator(tx: Transaction): Promise<void> {
	if (config().oidc !== undefined) return;
	const left = await tx.person.count({
		where: { role: "admin", disabledAt: null, credential: { isNot: null } },
	});
	if (left > 0) return;
	throw new AppError("conflict", "Nobody would be left who can manage people.", {
		remedy: "Make somebody else an administrator first.",
	});
}
