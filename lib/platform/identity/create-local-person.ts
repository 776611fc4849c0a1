import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { parseInput, storable } from "@/lib/core/input/parse";
import { ROLES } from "@/lib/core/roles";
import { recordAudit } from "@/lib/platform/audit/record";
import { config } from "@/lib/platform/config/config";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { CreatedPerson } from "./answers";
import { grantable, requireGrantableRole } from "./grant";
import { requireKnownWorkspaces } from "./known-workspaces";
import { signInRequired } from "./local-administrator";
import { hashPassword, oneTimePassword, requireGoodPassword } from "./password";
import { lockPeople } from "./people-lock";
import { LOGIN_PATTERN } from "./rules";
import { requireStillActing } from "./still-acting";

export const localPersonInput = z.strictObject({
	login: z
		.string()
		.trim()
		.toLowerCase()
		.regex(LOGIN_PATTERN, "expected a user name or mail address: letters, digits and . _ + - @"),
	name: z.string().trim().min(1, "expected a name").max(200),
	role: z.enum(ROLES, `expected ${ROLES.join(", ")}`),
	/** Ids; empty: all of the workspaces that the person who adds them has. */
	workspaces: z.array(storable.min(1).max(200)).max(100).default([]),
	/** Without one, a password is made that has to be changed when it is first used. */
	password: z.string().max(1_000).optional(),
});

export type NewLocalPerson = z.input<typeof localPersonInput>;

/**
 * Lets somebody sign in here with a password. The first one ends the time in which everybody is the local
 * administrator, and so must be an administrator.
 * @throws AppError `conflict` when the login is taken or the first person is no administrator;
 *   `forbidden` for a role or workspaces beyond the actor's own.
 */
export async function createLocalPerson(ctx: Context, body: unknown): Promise<CreatedPerson> {
	authorize(ctx.actor, "people.manage");
	const { login, name, role, password, workspaces: wanted } = parseInput(localPersonInput, body);
	requireGrantableRole(ctx.actor, role);
	const workspaces = grantable(ctx.actor, wanted);
	await requireKnownWorkspaces(ctx, workspaces);
	if (password !== undefined) requireGoodPassword(password, login);
	const made = password === undefined ? oneTimePassword() : null;
	const passwordHash = await hashPassword(password ?? made ?? "");
	return await ctx.db.$transaction(async (tx) => {
		await lockPeople(tx);
		await requireStillActing(tx, ctx);
		const first = config().oidc === undefined && (await tx.localCredential.count()) === 0;
		if (first && role !== "admin") {
			throw new AppError("conflict", "The first person who signs in here has to be an administrator.", {
				remedy: "Give them the role admin: from then on only people who sign in can add others.",
			});
		}
		if ((await tx.person.count({ where: { login } })) > 0) {
			throw new AppError("conflict", `Someone has the login ${login} already.`, {
				places: [{ field: "login", message: "is taken" }],
			});
		}
		const { id } = await tx.person.create({
			data: {
				name,
				login,
				role,
				workspaces,
				verified: true,
				credential: { create: { passwordHash, changedAt: ctx.now(), mustChange: made !== null } },
			},
		});
		await recordAudit(tx, ctx, {
			verb: "people.add",
			target: ["person", id],
			after: { login, name, role, workspaces },
		});
		return { id, login, oneTimePassword: made, closedOpenMode: first };
	});
}

/** Whether making the first local person would close the open mode: for saying so before it is done. */
export async function wouldCloseOpenMode(ctx: Context): Promise<boolean> {
	authorize(ctx.actor, "people.manage");
	return !(await signInRequired(ctx.db));
}
