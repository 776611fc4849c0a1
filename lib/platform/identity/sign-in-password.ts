import { z } from "zod";
import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { type AuditEntry, recordAudit } from "@/lib/platform/audit/record";
import type { Transaction } from "@/lib/platform/db/client";
import { databaseNow, later } from "@/lib/platform/db/database-clock";
import type { LocalCredential, Person } from "@/lib/platform/db/generated/client.ts";
import { beginFromAddress } from "./address-guard";
import { openAuthenticator } from "./authenticator-secret";
import { hashPassword, verifyPassword } from "./password";
import { beginAttempt, type PasswordAttempt } from "./password-guard";
import { lockCredential, lockPerson } from "./people-lock";
import { PASSWORD_MAX_BYTES, passwordProblem } from "./rules";
import { hashSecret } from "./secret";
import { openSession, revokeSessions, type SessionToken } from "./sessions";
import { isAppCode, pastStep, plainRecoveryCode, totpStep } from "./totp";
import { contextAs, type Visit } from "./visit";

export const passwordSignIn = z.strictObject({
	login: z.string().trim().toLowerCase().min(1, "Enter your login.").max(200),
	password: z.string().min(1, "Enter your password.").max(PASSWORD_MAX_BYTES),
	/** From the authenticator app, or a recovery code. */
	code: z.string().trim().max(40).optional(),
	/** Where the password was set by somebody else. */
	newPassword: z.string().max(1_000).optional(),
});

export type PasswordSignIn = z.input<typeof passwordSignIn>;

/** Why a sign-in goes no further, for the form. */
export type SignInReason = "wrong" | "locked" | "must_change" | "code_needed" | "code_wrong";

type Credential = LocalCredential & { readonly person: Person };

/**
 * Signs a local person in. Everything is sent again with each step, so there is never half a session.
 * @throws AppError `rate_limited` when too much failed from the visit's address; `unauthenticated` with
 *   `details.reason`; the same for a wrong password and an unknown login;
 *   `invalid_input` for a new password that will not do; `not_configured` for a code of an authenticator app whose
 *   secret can't be opened.
 */
export async function signInWithPassword(visit: Visit, body: unknown): Promise<SessionToken> {
	const { login, password, code, newPassword } = parseInput(passwordSignIn, body);
	const { db, now } = visit.ctx;
	const fromAddress = await beginFromAddress(db, visit.address);
	const ofLogin = await beginAttempt(db, login);
	const attempt: PasswordAttempt = {
		...ofLogin,
		succeeded: async () => void (await Promise.all([ofLogin.succeeded(), fromAddress.unfinished()])),
		unfinished: async () => void (await Promise.all([ofLogin.unfinished(), fromAddress.unfinished()])),
	};
	const person = await db.person.findUnique({ where: { login }, include: { credential: true } });
	const found = person?.credential ?? null;
	const fits = await verifyPassword(found?.passwordHash ?? null, password, visit.address);
	if (person === null || found === null || !fits || person.role === null || person.disabledAt !== null) {
		await noteLock(visit, attempt, person);
		throw wrong();
	}
	const credential = { ...found, person };
	if (credential.mustChange) await checkNewPassword(attempt, credential, password, newPassword);
	if (credential.totpConfirmedAt !== null && (code === undefined || code === "")) {
		await attempt.unfinished();
		throw stop("code_needed", "Enter the code of your authenticator app.");
	}
	const authenticator = await authenticatorOf(credential, attempt, code ?? "");
	// Hashed before the transaction, which it would hold open.
	const passwordHash =
		credential.mustChange && newPassword !== undefined ? await hashPassword(newPassword) : null;
	const session = await db.$transaction(async (tx) => {
		const locked = await lockAsProved(tx, credential);
		if (locked === null) return "wrong";
		if (locked.totpConfirmedAt !== null && !(await takeCode(tx, locked, authenticator, code ?? "", now())))
			return "code_wrong";
		return await open(tx, visit, locked, passwordHash);
	});
	if (typeof session === "string") {
		await noteLock(visit, attempt, person);
		if (session === "wrong") throw wrong();
		throw stop("code_wrong", "This code is wrong or was already used.", "Wait for the next code.");
	}
	await attempt.succeeded();
	return session;
}

async function checkNewPassword(
	attempt: PasswordAttempt,
	{ person }: Credential,
	password: string,
	newPassword: string | undefined,
): Promise<void> {
	if (newPassword === undefined) {
		await attempt.unfinished();
		throw stop("must_change", "Someone else set this password: choose your own.");
	}
	const problem =
		newPassword === password
			? "it must differ from the one you were given"
			: passwordProblem(newPassword, person.login ?? "");
	if (problem === null) return;
	await attempt.unfinished();
	throw fieldError("newPassword", `This password can't be used: ${problem}.`);
}

/**
 * The person and their credential as they are now, locked until the transaction ends; null when they may not sign in
 * any more or it is not what was proved: hashing takes a while, in which an administrator may have reset the password.
 */
async function lockAsProved(tx: Transaction, proved: Credential): Promise<Credential | null> {
	const { personId } = proved;
	const person = await lockPerson(tx, personId);
	const locked = await lockCredential(tx, personId);
	if (locked === null || person === null || person.role === null || person.disabledAt !== null) return null;
	const same =
		locked.passwordHash === proved.passwordHash &&
		locked.mustChange === proved.mustChange &&
		locked.totpConfirmedAt?.getTime() === proved.totpConfirmedAt?.getTime();
	return same ? { ...locked, person } : null;
}

async function open(
	tx: Transaction,
	visit: Visit,
	{ person, mustChange }: Credential,
	passwordHash: string | null,
): Promise<SessionToken> {
	const now = visit.ctx.now();
	if (passwordHash !== null) {
		await tx.localCredential.update({
			where: { personId: person.id },
			data: { passwordHash, mustChange: false, changedAt: now },
		});
		await revokeSessions(tx, person.id, now);
	}
	const session = await openSession(tx, now, {
		personId: person.id,
		method: "password",
		userAgent: visit.userAgent,
	});
	await tx.person.update({ where: { id: person.id }, data: { lastSeenAt: now } });
	const audit: AuditEntry[] = [
		{ verb: "sessions.open", target: ["session", session.id], after: { method: "password" } },
	];
	if (mustChange) {
		audit.unshift({ verb: "people.password", target: ["person", person.id], after: { by: "self" } });
	}
	await recordAudit(tx, contextAs(visit, person, session.id), audit);
	return session;
}

/**
 * The secret that codes are checked with; null when there is none, or it can't be opened and a recovery code is tried.
 * @throws AppError `not_configured`
 */
async function authenticatorOf(
	{ personId, totpSecret, totpConfirmedAt }: Credential,
	attempt: PasswordAttempt,
	code: string,
): Promise<string | null> {
	if (totpSecret === null || totpConfirmedAt === null) return null;
	try {
		return await openAuthenticator(personId, totpSecret);
	} catch (error) {
		// Recovery codes need no key.
		if (!isAppCode(code)) return null;
		await attempt.unfinished();
		throw error;
	}
}

/**
 * Takes a code of a locked credential so that it cannot be used again: of two requests with the same one, one finds
 * it gone.
 * @returns false when it is not right.
 */
async function takeCode(
	tx: Transaction,
	credential: LocalCredential,
	authenticator: string | null,
	code: string,
	now: Date,
): Promise<boolean> {
	const { personId, totpLastStep, recoveryHashes } = credential;
	const last = pastStep(totpLastStep, later(now, await databaseNow(tx)));
	const step = authenticator === null ? null : totpStep(authenticator, code.replaceAll(" ", ""), now, last);
	if (step !== null) {
		await tx.localCredential.update({ where: { personId }, data: { totpLastStep: step } });
		return true;
	}
	const used = Buffer.from(hashSecret(plainRecoveryCode(code)));
	if (!recoveryHashes.some((hash) => used.equals(hash))) return false;
	const count = await tx.$executeRaw`UPDATE "LocalCredential"
		SET "recoveryHashes" = array_remove("recoveryHashes", ${used})
		WHERE "personId" = ${personId}::uuid AND ${used} = ANY("recoveryHashes")`;
	return count === 1;
}

/** A lock is on record where there is somebody to lock out: it is what a guessing attack looks like. */
async function noteLock(visit: Visit, attempt: PasswordAttempt, person: Person | null): Promise<void> {
	if (attempt.lockedUntil === null || person === null) return;
	const after = { failures: attempt.failures, until: attempt.lockedUntil.toISOString() };
	await visit.ctx.db.$transaction((tx) =>
		recordAudit(tx, visit.ctx, [{ verb: "sessions.lock", target: ["person", person.id], after }]),
	);
}

function wrong(): AppError {
	return stop("wrong", "Login or password is wrong.");
}

function stop(reason: SignInReason, message: string, remedy?: string): AppError {
	return new AppError("unauthenticated", message, {
		details: { reason },
		...(remedy === undefined ? {} : { remedy }),
	});
}
