import { z } from "zod";
import { storable } from "@/lib/core/input/parse";
import { ROLES, type Role } from "@/lib/core/roles";
import type { WorkspaceChoice } from "./known-workspaces";
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

interface Somebody {
	readonly id: string;
	readonly name: string;
}

export interface PersonDto {
	readonly id: string;
	readonly version: number;
	readonly name: string;
	readonly login: string | null;
	/**
	 * `name`: chosen before sign-in existed; proves nothing. `local`: everybody, while nobody signs in.
	 * `provider`, `password`: how they sign in; `none`: nobody signed in under it yet.
	 */
	readonly kind: "provider" | "password" | "none" | "name" | "local";
	/** Null: may not sign in. */
	readonly role: Role | null;
	/** Empty: all. */
	readonly workspaces: readonly string[];
	readonly disabled: boolean;
	/** Whether whoever asks may change them: they have no more than the asker has. */
	readonly manageable: boolean;
	readonly linkedTo: Somebody | null;
	readonly linkedNames: readonly Somebody[];
	/** Signed-in browsers and good tokens. */
	readonly sessions: number;
	readonly tokens: number;
	readonly createdAt: string;
	readonly lastSeenAt: string | null;
}

export interface PersonList {
	readonly items: readonly PersonDto[];
	readonly workspaces: readonly WorkspaceChoice[];
}

const somebody = z.object({ id: z.uuid(), name: z.string() });

export const personAnswer = z
	.object({
		id: z.uuid(),
		version: z.int(),
		name: z.string(),
		login: z.string().nullable(),
		kind: z.enum(["provider", "password", "none", "name", "local"]),
		role: z.enum(ROLES).nullable(),
		workspaces: z.array(z.string()).readonly(),
		disabled: z.boolean(),
		manageable: z.boolean(),
		linkedTo: somebody.nullable(),
		linkedNames: z.array(somebody).readonly(),
		sessions: z.number(),
		tokens: z.number(),
		createdAt: z.string(),
		lastSeenAt: z.string().nullable(),
	})
	.meta({ id: "Person" }) satisfies z.ZodType<PersonDto>;

export const personListAnswer = z
	.object({ items: z.array(personAnswer).readonly(), workspaces: z.array(workspaceChoice).readonly() })
	.meta({ id: "PersonList" }) satisfies z.ZodType<PersonList>;
