import { visibleText } from "@/lib/core/visible-text";
import type { Actor } from "@/lib/platform/context/actor";
import { PERMISSION_NAMES } from "@/lib/platform/context/permission-table";
import { may } from "@/lib/platform/context/permissions";
import type { Me } from "./answers";
import { LOCAL_ADMINISTRATOR } from "./local-administrator";

/** Null for anyone who has yet to sign in. A fact about oneself: it needs no permission. */
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
