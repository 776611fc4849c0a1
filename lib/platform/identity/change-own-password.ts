import { z } from "zod";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import { endTokensOf } from "./end-access";
import { findOwnCredential, lockProved, provePassword } from "./own-credential";
import { hashPassword, requireGoodPassword } from "./password";
import { revokeSessions } from "./sessions";

export const passwordChange = z.strictObject({
	password: z.string().min(1, "Enter your current password.").max(1_000),
	newPassword: z.string().min(1, "Enter a new password.").max(1_000),
	/** Whether one's API tokens end, too: they may be known to anyone who knew the password. */
	endTokens: z.boolean().default(false),
});

/**
 * Changes one's own password and signs one's other browsers out.
 * @throws AppError `invalid_input` naming the field; `conflict` without a password here, or when it was changed meanwhile
 */
export async function changeOwnPassword(ctx: Context, body: unknown): Promise<void> {
	authorize(ctx.actor, "sessions.own");
	const { password, newPassword, endTokens } = parseInput(passwordChange, body);
	const own = await findOwnCredential(ctx);
	requireGoodPassword(newPassword, own.login, "newPassword");
	await provePassword(ctx, own, password);
	const passwordHash = await hashPassword(newPassword);
	const { personId } = own.credential;
	await ctx.db.$transaction(async (tx) => {
		await lockProved(tx, ctx, own);
		const now = ctx.now();
		await tx.localCredential.update({
			where: { personId },
			data: { passwordHash, changedAt: now, mustChange: false },
		});
		await revokeSessions(tx, personId, now, ctx.sessionId);
		if (endTokens) await endTokensOf(tx, personId, now);
		await recordAudit(tx, ctx, {
			verb: "people.password",
			target: ["person", personId],
			after: { by: "self", endTokens },
		});
	});
}
