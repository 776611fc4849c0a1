import { z } from "zod";
import { type Answer, namedPerson } from "@/lib/core/answer";
import { storable } from "@/lib/core/input/parse";
import { ROLES } from "@/lib/core/roles";
import { instant } from "@/lib/core/time";
import { PERMISSION_NAMES, PERMISSIONS, type Permission } from "@/lib/platform/context/permission-table";

export const TOKEN_NAME_LIMIT = 100;

/** What tokens may be limited to; the others are never for tokens. */
export const TOKEN_PERMISSIONS: readonly Permission[] = PERMISSION_NAMES.filter(
	(permission) => PERMISSIONS[permission].token,
);

const fields = {
	name: storable.trim().min(1, "Enter what it is for.").max(TOKEN_NAME_LIMIT),
	/** What the token may do, by name; empty: nothing. */
	permissions: z
		.array(z.enum(PERMISSION_NAMES).refine((name) => PERMISSIONS[name].token, "is never for tokens"))
		.max(50)
		.default([])
		.describe("What the token may do. Empty: nothing."),
	/** Ids; empty: all (of its person's). */
	workspaces: z.array(storable.min(1).max(200)).max(100).default([]),
	/** At most a year from now. */
	expiresAt: instant,
};

/** A person's own token, or one of a service that outlives the person who made it. */
export const tokenInput = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("personal"), ...fields }),
	z.strictObject({ kind: z.literal("service"), role: z.enum(ROLES), ...fields }),
]);
export type TokenInput = z.input<typeof tokenInput>;

export const workspaceChoice = z.object({ id: z.string(), name: z.string() }).meta({ id: "WorkspaceChoice" });
export type WorkspaceChoice = Answer<typeof workspaceChoice>;

/** An API token, without its secret. */
export const tokenAnswer = z
	.object({
		id: z.uuid(),
		name: z.string(),
		/** Its first characters, to tell it by. */
		hint: z.string(),
		status: z.enum(["active", "expired", "revoked"]),
		/** Whose it is; null for a service's. */
		person: namedPerson.nullable(),
		/** What it acts as now: a service's own role, or its person's; null when its person may not sign in. */
		role: z.enum(ROLES).nullable(),
		/** What it may do, by name, as far as its role has it; empty: nothing. */
		permissions: z.array(z.string()).readonly(),
		workspaces: z.array(z.string()).readonly(),
		createdAt: z.string(),
		expiresAt: z.string(),
		lastUsedAt: z.string().nullable(),
		revokedAt: z.string().nullable(),
	})
	.meta({ id: "Token" });
export type TokenDto = Answer<typeof tokenAnswer>;

/** The secret is in this answer and never again. */
export const newTokenAnswer = z.object({ token: tokenAnswer, secret: z.string() }).meta({ id: "NewToken" });
export type NewToken = Answer<typeof newTokenAnswer>;

/** With the workspaces that a token can be limited to. */
export const tokenListAnswer = z
	.object({ items: z.array(tokenAnswer).readonly(), workspaces: z.array(workspaceChoice).readonly() })
	.meta({ id: "TokenList" });
export type TokenList = Answer<typeof tokenListAnswer>;
