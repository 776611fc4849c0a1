import type { PersonActor } from "@/lib/platform/context/actor";
import type { Context } from "@/lib/platform/context/context";

/** Somebody at the door: what signing in is given instead of a context alone, which has no actor yet. */
export interface Visit {
	readonly ctx: Context;
	readonly userAgent: string | null;
	/** Of the connection; missing where nobody came over one. */
	readonly address?: string;
}

/** The visit's context once it is known who came. */
export function contextAs({ ctx }: Visit, person: PersonSource, sessionId: string | null = null): Context {
	return { ...ctx, actor: personActor(person), sessionId };
}

/** A person's row, as far as an actor is made of it. */
export type PersonSource = Omit<PersonActor, "kind" | "workspaces" | "role"> & {
	readonly role: PersonActor["role"] | null;
	readonly workspaces: readonly string[];
};

/** Anyone who has no role (any more) is recorded with the least. */
export function personActor({ id, name, verified, role, workspaces }: PersonSource): PersonActor {
	return {
		kind: "person",
		id,
		name,
		verified,
		role: role ?? "viewer",
		workspaces: workspaces.length === 0 ? null : workspaces,
	};
}
