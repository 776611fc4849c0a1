/** From the least to the most; each may do what the ones before it may. */
export const ROLES = ["viewer", "analyst", "lead", "admin"] as const;

export type Role = (typeof ROLES)[number];

/** Whether `role` is `least` or more. */
export function isAtLeast(role: Role, least: Role): boolean {
	return ROLES.indexOf(role) >= ROLES.indexOf(least);
}
