import type { Role } from "@/lib/core/roles";
import type { Permission } from "./permission-table";

/** A person who works here, by sign-in or as the local administrator. */
export interface PersonActor {
	readonly kind: "person";
	readonly id: string;
	readonly name: string;
	/** A sign-in stands behind the name. */
	readonly verified: boolean;
	readonly role: Role;
	/** Ids of the workspaces this actor may see; null: all. */
	readonly workspaces: readonly string[] | null;
}

/** A program with a token: a person's own, or a service's. */
export interface TokenActor {
	readonly kind: "token";
	readonly id: string;
	/** Its own name, and its person's where it is personal. */
	readonly name: string;
	readonly personId: string | null;
	readonly role: Role;
	/** What it may do, as far as its role has it and tokens may; empty: nothing. */
	readonly permissions: readonly Permission[];
	readonly workspaces: readonly string[] | null;
}

/** Who asks a verb to do something. */
export type Actor =
	| PersonActor
	| TokenActor
	/** Somebody who has not signed in where sign-in is required: may do nothing. */
	| { readonly kind: "visitor" }
	/** The product itself: jobs, start-up and commands on its machine. */
	| { readonly kind: "system"; readonly name: string };

export const SYSTEM: Actor = { kind: "system", name: "Afterclick" };

/** For whom an actor counts where places are shared: a personal token for its person. */
export function senderOf(actor: Actor): string {
	if (actor.kind === "token") return actor.personId ?? actor.id;
	return actor.kind === "person" ? actor.id : actor.kind;
}

/** The actor as records keep it, so that they stay readable when the person is gone. */
export function actorRecord(actor: Actor): {
	actorId: string | null;
	actorName: string;
	actorVerified: boolean;
} {
	switch (actor.kind) {
		case "person":
			return { actorId: actor.id, actorName: actor.name, actorVerified: actor.verified };
		case "token":
			return { actorId: actor.id, actorName: actor.name, actorVerified: true };
		case "system":
			return { actorId: null, actorName: actor.name, actorVerified: true };
		case "visitor":
			return { actorId: null, actorName: "Visitor", actorVerified: false };
	}
}
