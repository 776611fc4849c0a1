/** Who asks a verb to do something. */
export type Actor =
	/** A person; unverified while the name was only chosen, not signed in with. */
	| { readonly kind: "person"; readonly id: string; readonly name: string; readonly verified: boolean }
	/** Somebody who has not said a name yet: may look, not decide. */
	| { readonly kind: "visitor" }
	/** The product itself: jobs and start-up. */
	| { readonly kind: "system"; readonly name: string };

export const SYSTEM: Actor = { kind: "system", name: "Afterclick" };

/** The actor as records keep it, so that they stay readable when the person is gone. */
export function actorRecord(actor: Actor): {
	actorId: string | null;
	actorName: string;
	actorVerified: boolean;
} {
	if (actor.kind === "person") {
		return { actorId: actor.id, actorName: actor.name, actorVerified: actor.verified };
	}
	return {
		actorId: null,
		actorName: actor.kind === "system" ? actor.name : "Visitor",
		actorVerified: actor.kind === "system",
	};
}
