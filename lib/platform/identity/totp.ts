/** Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds, as every app reads them). */
import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { renderSVG } from "uqr";
import type { TotpPairing } from "./answers";

const PERIOD_S = 30;

export function newTotpSecret(): string {
	return new Secret({ size: 20 }).base32;
}

export function totpPairing(secret: string, login: string): TotpPairing {
	return { secret, qr: renderSVG(totp(secret, login).toString(), { border: 2, ecc: "M" }) };
}

/** Whether a code looks like one of an app and not like a recovery code. */
export function isAppCode(code: string): boolean {
	return /^\d{6}$/.test(code.replaceAll(" ", ""));
}

/**
 * The time step that a code belongs to: now's or one beside it, for clocks that differ; null when it is none of
 * them, or not after `lastStep`: nobody who has read a code over a shoulder may use it again.
 */
export function totpStep(secret: string, code: string, now: Date, lastStep: bigint | null): bigint | null {
	if (!isAppCode(code)) return null;
	const delta = totp(secret, "").validate({ token: code, timestamp: now.getTime(), window: 1 });
	if (delta === null) return null;
	const step = stepAt(now.getTime()) + BigInt(delta);
	return lastStep !== null && step <= lastStep ? null : step;
}

/**
 * The last step a code was accepted for; null when it is yet to come by the latest clock: one that was far ahead has left
 * it, and it would refuse every code until then.
 */
export function pastStep(lastStep: bigint | null, latest: Date): bigint | null {
	return lastStep !== null && lastStep > stepAt(latest.getTime()) + 1n ? null : lastStep;
}

function stepAt(ms: number): bigint {
	return BigInt(Math.floor(ms / 1000 / PERIOD_S));
}

function totp(secret: string, login: string): TOTP {
	return new TOTP({
		issuer: "Afterclick",
		label: login,
		algorithm: "SHA1",
		digits: 6,
		period: PERIOD_S,
		secret: Secret.fromBase32(secret),
	});
}

const RECOVERY_CODES = 10;
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** Codes for when the phone is gone, each good once: ten of 59 bits, as in `k3m9-wx7q-2da8`. */
export function newRecoveryCodes(): string[] {
	const code = () => Array.from({ length: 12 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
	return Array.from({ length: RECOVERY_CODES }, () => code().replace(/(.{4})(?=.)/g, "$1-"));
}

/** A code as it is hashed: however it was typed. */
export function plainRecoveryCode(typed: string): string {
	return typed.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}
