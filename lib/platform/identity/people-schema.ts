import { z } from "zod";
import { type Answer, namedPerson } from "@/lib/core/answer";
import { storable } from "@/lib/core/input/parse";
import { ROLES } from "@/lib/core/roles";
import { workspaceChoice } from "./token-schema";

/** What can be changed about somebody; what is left out stays. */
export const personChange = z.strictObject({
	/** The version that was seen; left out, it is changed whatever others changed since. */
	version: z.number().int().min(1).optional(),
	role: z.enum(ROLES).optional(),
	/** Ids; empty: all. */
	workspaces: z.array(storable.min(1).max(200)).max(100).optional(),
	disabled: z.boolean().optional(),
});
export type PersonChange = z.input<typeof personChange>;

/** Whom an unverified name turned out to be; null undoes it. */
export const linkInput = z.strictObject({
	to: z.uuid().nullable(),
	/** The version of the name that was seen; left out, it is changed whatever others changed since. */
	version: z.number().int().min(1).optional(),
});

export const personAnswer = z
	.object({
		id: z.uuid(),
		version: z.int(),
		name: z.string(),
		login: z.string().nullable(),
		/**
		 * `name`: chosen before sign-in existed; proves nothing. `local`: everybody, while nobody signs in.
		 * `provider`, `password`: how they sign in; `none`: nobody signed in under it yet.
		 */
		kind: z.enum(["provider", "password", "none", "name", "local"]),
		/** Null: may not sign in. */
		role: z.enum(ROLES).nullable(),
		/** Of those that the person who asks may see. Empty: all, unless `otherWorkspaces`. */
		workspaces: z.array(z.string()).readonly(),
		/** Whether they have workspaces that the person who asks may not see. */
		otherWorkspaces: z.boolean(),
		disabled: z.boolean(),
		/** Whether the person who asks may change them: they have no more than the asker has. */
		manageable: z.boolean(),
		linkedTo: namedPerson.nullable(),
		linkedNames: z.array(namedPerson).readonly(),
		/** Signed-in browsers and good tokens. */
		sessions: z.number(),
		tokens: z.number(),
		createdAt: z.string(),
		lastSeenAt: z.string().nullable(),
	})
	.meta({ id: "Person" });
export type PersonDto = Answer<typeof personAnswer>;

export const personListAnswer = z
	.object({ items: z.array(personAnswer).readonly(), workspaces: z.array(workspaceChoice).readonly() })
	.meta({ id: "PersonList" });
export type PersonList = Answer<typeof personListAnswer>;
