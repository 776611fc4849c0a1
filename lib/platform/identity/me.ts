import type { Role } from "@/lib/core/roles";
import { visibleText } from "@/lib/core/visible-text";
import type { Actor } from "@/lib/platform/context/actor";
import { may, PERMISSION_NAMES, type Permission } from "@/lib/platform/context/permissions";
import { LOCAL_ADMINISTRATOR } from "./local-administrator";

/** Who works on a page, and what the pages offer them. */
export interface Me {
	readonly id: string;
	readonly name: string;
	readonly verified: boolean;
	readonly role: Role;
	/** Ids of the workspaces one may see; null: all. */
	readonly workspaces: readonly string[] | null;
	/** Nobody signs in here: everybody is this local administrator. */
	readonly open: boolean;
	readonly may: readonly Permission[];
}

/** Null for whoever has yet to sign in. A fact about oneself: it needs no permission. */
export function describeMe(actor: Actor): Me | null {
	if (actor.kind !== "person" && actor.kind !== "token") return null;
	return {
		id: actor.id,
		name: visibleText(actor.name),
		verified: actor.kind === "token" || actor.verified,
		role: actor.role,
		workspaces: actor.workspaces,
		open: actor.id === LOCAL_ADMINISTRATOR.id,
		may: PERMISSION_NAMES.filter((permission) => may(actor, permission)),
	};
}
