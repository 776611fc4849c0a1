/** From the least to the most; each may do what the ones before it may. */
export const ROLES = ["viewer", "analyst", "lead", "admin"] as const;

export type Role = (typeof ROLES)[number];

/** Whether `role` is `least` or more. */
export function isAtLeast(role: Role, least: Role): boolean {
	return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** A session unused for this long has ended. */
export const SESSION_IDLE_MS = 12 * 3_600_000;

/** A session ends after this long, used or not. */
export const SESSION_LIFE_MS = 7 * 24 * 3_600_000;

/** How long a session's token is used before the next one is given. */
export const SESSION_ROTATION_MS = 15 * 60_000;

/** How long the token before a rotation is still good: for requests sent before the new one arrived. */
export const ROTATION_GRACE_MS = 60_000;

/** No API token is good for longer. */
export const LONGEST_TOKEN_MS = 365 * 24 * 3_600_000;
