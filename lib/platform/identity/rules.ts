import { isAtLeast, type Role } from "@/lib/core/roles";

/** A session unused for this long has ended. */
export const SESSION_IDLE_MS = 12 * 3_600_000;

/** A session ends after this long, used or not. */
export const SESSION_LIFE_MS = 7 * 24 * 3_600_000;

/** How long a session's token is used before the next one is given. */
export const SESSION_ROTATION_MS = 15 * 60_000;

/** How long the token before a rotation is still good: for requests sent before the new one arrived. */
export const ROTATION_GRACE_MS = 60_000;

/** How long somebody may take at the provider between setting out and coming back. */
export const SIGN_IN_ATTEMPT_MS = 10 * 60_000;

/** What people sign in as here: a user name or a mail address, lower case. */
export const LOGIN_PATTERN = /^[a-z0-9][a-z0-9._+@-]{0,199}$/;

export const PASSWORD_MIN_CHARACTERS = 12;
/** Bounds the work of hashing; longer than any passphrase. */
export const PASSWORD_MAX_BYTES = 256;

/** Whole passwords of 12 and more characters that lead every list of leaked ones, letters and digits only. */
const COMMON = new Set(
	(
		"123456789012 1234567890123 12345678901234 123456789123 1234567891011 123123123123 112233445566 " +
		"qwertyuiopas qwertyuiop123 qwerty123456 1q2w3e4r5t6y 1qaz2wsx3edc passwordpassword password1234 " +
		"password12345 password123456 iloveyou1234 welcome12345 changeme1234 letmein12345 administrator " +
		"administrator1 adminadminadmin adminadmin123 abcdefghijkl abcdefghijklm abc123abc123 asdfghjkl123 " +
		"correcthorsebatterystaple unknownunknown sunshine1234 football1234 princess1234 dragondragon"
	).split(" "),
);

/**
 * What is wrong with a new password, as the end of a sentence, or null. Length and lists of common passwords
 * instead of kinds of characters, after NIST SP 800-63B, 3.1.1.2.
 */
export function passwordProblem(password: string, login: string): string | null {
	if ([...password].length < PASSWORD_MIN_CHARACTERS) {
		return `it needs at least ${PASSWORD_MIN_CHARACTERS} characters`;
	}
	if (new TextEncoder().encode(password).length > PASSWORD_MAX_BYTES) {
		return `it may have at most ${PASSWORD_MAX_BYTES} bytes`;
	}
	const plain = password.toLowerCase();
	const name = login.split("@")[0] ?? "";
	if (name.length >= 3 && plain.includes(name)) return "it must not contain the login";
	if (plain.includes("afterclick")) return "it must not contain “afterclick”";
	if (new Set(plain).size < 5) return "it repeats too few characters";
	if (COMMON.has(plain.replaceAll(/[^a-z0-9]/g, ""))) return "it is among the passwords that are tried first";
	return null;
}

/** Wrong passwords or codes in a row before the first lock. */
const FREE_FAILURES = 4;
const FIRST_LOCK_MS = 30_000;
const LONGEST_LOCK_MS = 15 * 60_000;

/** How much further ahead than it can be a stored limit may lie before it is taken for a wrong clock's: clocks are set. */
export const CLOCK_SLACK_MS = 60_000;

/** How long nobody may try a login after its `failures`th wrong password or code in a row. */
export function lockMs(failures: number): number {
	if (failures <= FREE_FAILURES) return 0;
	return Math.min(FIRST_LOCK_MS * 2 ** Math.min(failures - FREE_FAILURES - 1, 20), LONGEST_LOCK_MS);
}

/** After this long without an attempt, wrong ones are forgotten. */
export const FAILURES_KEPT_MS = 24 * 3_600_000;

/**
 * Failed sign-ins that one address may make at once, and how fast it gets one back. A whole team may sit behind one
 * address and mistype at the start of a shift; who tries a list of logins makes more.
 */
export const ADDRESS_FAILURES = 150;
export const ADDRESS_FAILURE_MS = 6_000;

/** How long an ended session stays in the table. */
export const ENDED_SESSIONS_KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Where to go after signing in: a path of this app, or `/`. Anything a browser could read as another origin
 * (`//host`, a backslash, a control character) is not a path, nor is the way back to signing in.
 */
export function returnPath(wanted: string | null | undefined): string {
	if (wanted == null || wanted.length > 2_000 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted))
		return "/";
	return /^\/(sign-in|api)(?:[/?#]|$)/.test(wanted) ? "/" : wanted;
}

/** The highest of the roles that these values give; null when none gives one. */
export function mappedRole(values: readonly string[], roles: ReadonlyMap<string, Role>): Role | null {
	let highest: Role | null = null;
	for (const value of values) {
		const role = roles.get(value);
		if (role !== undefined && (highest === null || isAtLeast(role, highest))) highest = role;
	}
	return highest;
}

/** No API token is good for longer. */
export const LONGEST_TOKEN_MS = 365 * 24 * 3_600_000;
