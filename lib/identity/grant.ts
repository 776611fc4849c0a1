import { AppError } from "@/lib/errors";
import type { Actor } from "./actor";
import { scopeOf } from "./scope";

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
	throw new AppError("forbidden", "You cannot give workspaces that are not yours.", {
		places: beyond.map(() => ({ field: "workspaces", message: "is not one of yours" })),
	});
}
