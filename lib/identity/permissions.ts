import { AppError } from "@/lib/errors";
import type { Actor } from "./actor";

/** Who may do what: the one table, asked by every verb before anything else. */
const PERMISSIONS = {
	"audit.read": ["person", "system"],
	"findings.read": ["visitor", "person", "system"],
	"findings.decide": ["person"],
	"hunts.read": ["visitor", "person", "system"],
	"hunts.run": ["person", "system"],
	"people.create": ["visitor", "person"],
	"workspace.read": ["visitor", "person", "system"],
	"workspace.import": ["person", "system"],
} as const satisfies Record<string, readonly Actor["kind"][]>;

export type Permission = keyof typeof PERMISSIONS;

export function may(actor: Actor, permission: Permission): boolean {
	return (PERMISSIONS[permission] as readonly Actor["kind"][]).includes(actor.kind);
}

/** @throws AppError `unauthenticated` when a name would be enough, `forbidden` otherwise. */
export function authorize(actor: Actor, permission: Permission): void {
	if (may(actor, permission)) return;
	if (actor.kind === "visitor") {
		throw new AppError("unauthenticated", "Say who you are first: the decision carries your name.", {
			remedy: "Choose a name and try again.",
		});
	}
	throw new AppError("forbidden", "You may not do this.");
}
