import { AppError, fieldError } from "@/lib/core/errors";
import { parseInput } from "@/lib/core/input/parse";
import { isAtLeast, type Role } from "@/lib/core/roles";
import { recordAudit } from "@/lib/platform/audit/record";
import type { Context } from "@/lib/platform/context/context";
import { PERMISSIONS, type Permission } from "@/lib/platform/context/permission-table";
import { authorize } from "@/lib/platform/context/permissions";
import { HINT_LENGTH, newApiToken } from "./api-tokens";
import { grantable } from "./grant";
import { requireKnownWorkspaces } from "./known-workspaces";
import { LONGEST_TOKEN_MS } from "./rules";
import { hashSecret } from "./secret";
import { requireStillActing } from "./still-acting";
import { TOKEN_SELECT, toToken } from "./token-dto";
import { type NewToken, type TokenInput, tokenInput } from "./token-schema";

/**
 * Creates an API token: one of the person's own, which never has more than they have, or for an administrator one of
 * a service, with a role of its own. Its secret is in this answer and kept nowhere.
 * @throws AppError `forbidden`, `invalid_input` with the field
 */
export async function createToken(ctx: Context, input: TokenInput): Promise<NewToken> {
	authorize(ctx.actor, "tokens.own");
	const wanted = parseInput(tokenInput, input);
	if (wanted.kind === "service") authorize(ctx.actor, "tokens.manage");
	if (ctx.actor.kind !== "person") throw new AppError("forbidden", "Only people can create tokens.");
	const { actor } = ctx;
	const role = wanted.kind === "service" ? wanted.role : actor.role;
	const now = ctx.now();
	const expiresAt = new Date(wanted.expiresAt);
	requireLife(expiresAt, now);
	requireWithin(role, wanted.permissions);
	const workspaces = wanted.kind === "service" ? grantable(actor, wanted.workspaces) : wanted.workspaces;
	await requireKnownWorkspaces(ctx, workspaces);

	const secret = newApiToken();
	return ctx.db.$transaction(async (tx) => {
		// A token made while its person is locked out would outlive that.
		await requireStillActing(tx, ctx);
		const row = await tx.apiToken.create({
			data: {
				name: wanted.name,
				tokenHash: hashSecret(secret),
				hint: secret.slice(0, HINT_LENGTH),
				personId: wanted.kind === "personal" ? actor.id : null,
				role: wanted.kind === "service" ? role : null,
				permissions: [...new Set(wanted.permissions)],
				workspaces,
				createdById: actor.id,
				createdAt: now,
				expiresAt,
			},
			select: TOKEN_SELECT,
		});
		const { kind, name, permissions } = wanted;
		await recordAudit(tx, ctx, {
			verb: "tokens.create",
			target: ["token", row.id],
			after: { kind, name, role, permissions, workspaces, expiresAt: expiresAt.toISOString() },
		});
		return { token: toToken(row, now), secret };
	});
}

function requireLife(expiresAt: Date, now: Date): void {
	const left = expiresAt.getTime() - now.getTime();
	if (left > 0 && left <= LONGEST_TOKEN_MS) return;
	const message = left <= 0 ? "This time is in the past." : "A token is good for a year at most.";
	throw fieldError("expiresAt", message);
}

function requireWithin(role: Role, permissions: readonly Permission[]): void {
	const beyond = permissions.filter((permission) => !isAtLeast(role, PERMISSIONS[permission].from));
	if (beyond.length === 0) return;
	const message = `The role ${role} does not have ${beyond.join(", ")}.`;
	throw fieldError("permissions", message);
}
