import { AppError } from "@/lib/core/errors";
import { isAtLeast } from "@/lib/core/roles";
import { noteVerb } from "@/lib/platform/telemetry/verbs";
import type { Actor, PersonActor, TokenActor } from "./actor";
import { PERMISSIONS, type Permission, type Rule } from "./permission-table";

export function may(actor: Actor, permission: Permission): boolean {
	const rule: Rule = PERMISSIONS[permission];
	switch (actor.kind) {
		case "person":
			return isAtLeast(actor.role, rule.from) && isWideEnough(actor, rule);
		case "token":
			return (
				rule.token &&
				isAtLeast(actor.role, rule.from) &&
				isWideEnough(actor, rule) &&
				actor.permissions.includes(permission)
			);
		case "system":
			return rule.job;
		case "visitor":
			return false;
	}
}

function isWideEnough(actor: PersonActor | TokenActor, rule: Rule): boolean {
	return rule.everywhere !== true || actor.workspaces === null;
}

/** What a visitor is answered wherever one may do nothing. */
export function signInFirst(): AppError {
	return new AppError("unauthenticated", "Sign in first.", { remedy: "Sign in and try again." });
}

/** @throws AppError `unauthenticated` when nobody has signed in, `forbidden` when the actor may not. */
export function authorize(actor: Actor, permission: Permission): void {
	noteVerb(permission);
	if (may(actor, permission)) return;
	if (actor.kind === "visitor") throw signInFirst();
	const rule: Rule = PERMISSIONS[permission];
	const { what, from, token } = rule;
	if (actor.kind === "token" && !token) throw new AppError("forbidden", `${what} is not for API tokens.`);
	if (actor.kind !== "system" && isAtLeast(actor.role, from) && !isWideEnough(actor, rule)) {
		throw new AppError("forbidden", `${what} requires access to all workspaces.`);
	}
	if (actor.kind === "token" && isAtLeast(actor.role, from)) {
		throw new AppError("forbidden", `${what} is outside this token's permissions.`);
	}
	if (actor.kind === "system") throw new AppError("forbidden", `${what} is for people.`);
	throw new AppError("forbidden", `${what} needs the role ${from}; yours is ${actor.role}.`, {
		remedy: "Ask an administrator for the role.",
	});
}
