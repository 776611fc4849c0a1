import { randomInt } from "node:crypto";
import { availableParallelism } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { AppError, fieldError } from "@/lib/core/errors";
import { passwordProblem } from "./rules";

/** OWASP Password Storage Cheat Sheet: argon2id (the package's default) with 19 MiB, two passes, one lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes worked at a time, and those that may wait: a flood of sign-ins must leave half the machine to others. */
const AT_ONCE = Math.min(2, Math.max(1, Math.floor(availableParallelism() / 2)));
const MAY_WAIT = 300;

/** The addresses whose hashes are worked, of each one at a time. */
const working = new Set<string>();
/** By address, which take turns: many from one do not keep one from another waiting. */
const waiting = new Map<string, (() => void)[]>();

/** In argon2's own text form, with its parameters and salt. */
export async function hashPassword(password: string): Promise<string> {
	return await queued(() => hash(password, OPTIONS));
}

let dummy: Promise<string> | undefined;

/**
 * Whether the password fits. Without a hash (nobody has the login) it works as long and says no.
 * @param address whose turn it takes
 * @throws AppError `unavailable` when too many wait.
 */
export async function verifyPassword(
	passwordHash: string | null,
	password: string,
	address = "",
): Promise<boolean> {
	dummy ??= hash(oneTimePassword(), OPTIONS);
	const against = passwordHash ?? (await dummy);
	const fits = await queued(() => verify(against, password), address);
	return fits && passwordHash !== null;
}

/** Without letters that look like another: 16 of 31, which is 79 bits. */
const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password that somebody else hands over, as in `w7kd-3mfx-q9tz-a2ne`; to be changed when it is first used. */
export function oneTimePassword(): string {
	const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
	return Array.from({ length: 4 }, group).join("-");
}

async function queued<T>(work: () => Promise<T>, address = ""): Promise<T> {
	if (working.size >= AT_ONCE || working.has(address)) {
		if ([...waiting.values()].reduce((sum, line) => sum + line.length, 0) >= MAY_WAIT) {
			throw new AppError("unavailable", "Too many people are signing in at once.", {
				remedy: "Try again in a moment.",
			});
		}
		await new Promise<void>((resolve) => {
			waiting.set(address, [...(waiting.get(address) ?? []), resolve]);
		});
	} else working.add(address);
	try {
		return await work();
	} finally {
		working.delete(address);
		startNext(address);
	}
}

/** Gives the free place to the address that waits longest for its turn; the one that had it goes behind the others. */
function startNext(served: string): void {
	const left = waiting.get(served) ?? [];
	waiting.delete(served);
	if (left.length > 0) waiting.set(served, left);
	for (const [address, line] of waiting) {
		if (working.has(address)) continue;
		working.add(address);
		line.shift()?.();
		if (line.length === 0) waiting.delete(address);
		return;
	}
}

/** @throws AppError `invalid_input` naming what is wrong with it. */
export function requireGoodPassword(password: string, login: string, field = "password"): void {
	const problem = passwordProblem(password, login);
	if (problem === null) return;
	const message = `This password can't be used: ${problem}.`;
	throw fieldError(field, message);
}
