import { AppError } from "@/lib/core/errors";
import { isAtLeast, type Role } from "@/lib/core/roles";
import type { Actor } from "@/lib/platform/context/actor";
import { scopeOf, seesAllOf } from "@/lib/platform/context/scope";

/**
 * The workspaces that an actor may give to somebody or something else, where an empty list is all of them: whoever
 * is limited cannot give more than they have.
 * @throws AppError `forbidden` for one that is not among the actor's
 */
export function grantable(actor: Actor, wanted: readonly string[]): string[] {
	const own = scopeOf(actor);
	if (own === null) return [...new Set(wanted)];
	const beyond = wanted.filter((id) => !own.includes(id));
	if (beyond.length === 0) return wanted.length === 0 ? [...own] : [...new Set(wanted)];
	throw new AppError("forbidden", "You can't give access to workspaces you don't have access to.", {
		places: beyond.map(() => ({ field: "workspaces", message: "is not one you have access to" })),
	});
}

/** Somebody or something with rights of its own: no role means it has none. */
interface Holder {
	readonly role: Role | null;
	/** Empty: all. */
	readonly workspaces: readonly string[];
}

/** Whether the actor may change what a person or a token may do: never of one who may do or see more. */
export function mayManage(actor: Actor, { role, workspaces }: Holder): boolean {
	if (actor.kind === "visitor") return false;
	if (actor.kind !== "system" && role !== null && !isAtLeast(actor.role, role)) return false;
	// Who may not sign in sees nothing, whatever their list says, but a list they had would come back with their role.
	return seesAllOf(actor, workspaces);
}

/** @throws AppError `forbidden` when the actor may not manage them */
export function requireManageable(actor: Actor, who: Holder & { readonly name: string }): void {
	if (mayManage(actor, who)) return;
	throw new AppError("forbidden", `${who.name} has access to more than you have.`, {
		remedy: "Ask an administrator with access to all workspaces.",
	});
}

/** @throws AppError `forbidden` for a role above the actor's own */
export function requireGrantableRole(actor: Actor, role: Role): void {
	if (actor.kind === "system" || (actor.kind !== "visitor" && isAtLeast(actor.role, role))) return;
	throw new AppError("forbidden", `You can't give the role ${role}: yours is lower.`, {
		places: [{ field: "role", message: "is above yours" }],
	});
}
