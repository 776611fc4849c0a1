import { z } from "zod";
import { storable } from "@/lib/core/input/parse";
import { ROLES, type Role } from "@/lib/core/roles";
import { instant } from "@/lib/core/time";
import { PERMISSION_NAMES, PERMISSIONS, type Permission } from "@/lib/platform/context/permission-table";
import type { WorkspaceChoice } from "./known-workspaces";

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

/** A person's own token, or one of a service that outlives whoever made it. */
export const tokenInput = z.discriminatedUnion("kind", [
	z.strictObject({ kind: z.literal("personal"), ...fields }),
	z.strictObject({ kind: z.literal("service"), role: z.enum(ROLES), ...fields }),
]);
export type TokenInput = z.input<typeof tokenInput>;

/** An API token, without its secret. */
export interface TokenDto {
	readonly id: string;
	readonly name: string;
	/** Its first characters, to tell it by. */
	readonly hint: string;
	readonly status: "active" | "expired" | "revoked";
	/** Whose it is; null for a service's. */
	readonly person: { readonly id: string; readonly name: string } | null;
	/** What it acts as now: a service's own role, or its person's; null when its person may not sign in. */
	readonly role: Role | null;
	/** What it may do, by name, as far as its role has it; empty: nothing. */
	readonly permissions: readonly string[];
	readonly workspaces: readonly string[];
	readonly createdAt: string;
	readonly expiresAt: string;
	readonly lastUsedAt: string | null;
	readonly revokedAt: string | null;
}

export interface NewToken {
	readonly token: TokenDto;
	/** In this answer and never again. */
	readonly secret: string;
}

export interface TokenList {
	readonly items: readonly TokenDto[];
	/** What a token can be limited to. */
	readonly workspaces: readonly WorkspaceChoice[];
}

export const workspaceChoice = z
	.object({ id: z.string(), name: z.string() })
	.meta({ id: "WorkspaceChoice" }) satisfies z.ZodType<WorkspaceChoice>;

export const tokenAnswer = z
	.object({
		id: z.uuid(),
		name: z.string(),
		hint: z.string(),
		status: z.enum(["active", "expired", "revoked"]),
		person: z.object({ id: z.uuid(), name: z.string() }).nullable(),
		role: z.enum(ROLES).nullable(),
		permissions: z.array(z.string()).readonly(),
		workspaces: z.array(z.string()).readonly(),
		createdAt: z.string(),
		expiresAt: z.string(),
		lastUsedAt: z.string().nullable(),
		revokedAt: z.string().nullable(),
	})
	.meta({ id: "Token" }) satisfies z.ZodType<TokenDto>;

export const newTokenAnswer = z
	.object({ token: tokenAnswer, secret: z.string() })
	.meta({ id: "NewToken" }) satisfies z.ZodType<NewToken>;

export const tokenListAnswer = z
	.object({ items: z.array(tokenAnswer).readonly(), workspaces: z.array(workspaceChoice).readonly() })
	.meta({ id: "TokenList" }) satisfies z.ZodType<TokenList>;
