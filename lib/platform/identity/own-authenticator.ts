import { z } from "zod";
import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { authorize } from "@/lib/platform/context/permissions";
import type { TotpPairing } from "./answers";
import { openAuthenticator, sealAuthenticator } from "./authenticator-secret";
import { findOwnCredential, lockProved, provePassword } from "./own-credential";
import { hashSecret } from "./secret";
import { newRecoveryCodes, newTotpSecret, plainRecoveryCode, totpPairing, totpStep } from "./totp";

export const passwordProof = z.strictObject({
	password: z.string().min(1, "Enter your password.").max(1_000),
});
export const codeConfirmation = z.strictObject({ code: z.string().trim().min(1, "Enter the code.").max(40) });

const ALREADY = "You already have an authenticator app. Remove it first.";

/** Creates a secret to pair an authenticator app; not in force before a code of it is confirmed. */
export async function beginAuthenticator(ctx: Context, body: unknown): Promise<TotpPairing> {
	authorize(ctx.actor, "sessions.own");
	const { password } = parseInput(passwordProof, body);
	const own = await findOwnCredential(ctx);
	if (own.credential.totpConfirmedAt !== null) {
		throw new AppError("conflict", ALREADY);
	}
	await provePassword(ctx, own, password);
	const secret = newTotpSecret();
	const { personId } = own.credential;
	const totpSecret = await sealAuthenticator(personId, secret);
	await ctx.db.$transaction(async (tx) => {
		const { totpConfirmedAt } = await lockProved(tx, ctx, own);
		if (totpConfirmedAt !== null) throw new AppError("conflict", ALREADY);
		await tx.localCredential.update({ where: { personId }, data: { totpSecret, totpLastStep: null } });
	});
	return totpPairing(secret, own.login);
}

/**
 * Puts the paired app in force.
 * @returns recovery codes, kept only as their hashes
 * @throws AppError `invalid_input` for a wrong code, `conflict` when none is being paired
 */
export async function confirmAuthenticator(
	ctx: Context,
	body: unknown,
): Promise<{ recoveryCodes: string[] }> {
	authorize(ctx.actor, "sessions.own");
	const { code } = parseInput(codeConfirmation, body);
	const own = await findOwnCredential(ctx);
	const { credential } = own;
	const { personId, totpSecret } = credential;
	if (totpSecret === null || credential.totpConfirmedAt !== null) {
		throw new AppError("conflict", "No authenticator app is being set up.");
	}
	const now = ctx.now();
	const secret = await openAuthenticator(personId, totpSecret, "Set up the authenticator app again.");
	const step = totpStep(secret, code.replaceAll(" ", ""), now, null);
	if (step === null) {
		const message = "This code is wrong. Check that the clocks of your phone and this computer agree.";
		throw fieldError("code", message);
	}
	const recoveryCodes = newRecoveryCodes();
	await ctx.db.$transaction(async (tx) => {
		await lockProved(tx, ctx, own);
		const { count } = await tx.localCredential.updateMany({
			where: { personId, totpSecret, totpConfirmedAt: null },
			data: {
				totpConfirmedAt: now,
				totpLastStep: step,
				recoveryHashes: recoveryCodes.map((each) => hashSecret(plainRecoveryCode(each))),
			},
		});
		if (count === 0) throw new AppError("conflict", "No authenticator app is being set up.");
		await recordAudit(tx, ctx, {
			verb: "people.authenticator",
			target: ["person", personId],
			after: { inForce: true },
		});
	});
	return { recoveryCodes };
}

/** Signs in with the password alone again. @throws AppError `invalid_input` for the wrong password */
export async function removeAuthenticator(ctx: Context, body: unknown): Promise<void> {
	authorize(ctx.actor, "sessions.own");
	const { password } = parseInput(passwordProof, body);
	const own = await findOwnCredential(ctx);
	await provePassword(ctx, own, password);
	const { personId } = own.credential;
	await ctx.db.$transaction(async (tx) => {
		await lockProved(tx, ctx, own);
		await tx.localCredential.update({
			where: { personId },
			data: { totpSecret: null, totpConfirmedAt: null, totpLastStep: null, recoveryHashes: [] },
		});
		await recordAudit(tx, ctx, {
			verb: "people.authenticator",
			target: ["person", personId],
			after: { inForce: false },
		});
	});
}
